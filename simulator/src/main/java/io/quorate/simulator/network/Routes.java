package io.quorate.simulator.network;

import io.quorate.simulator.world.World;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which routes are blocked, and how slow the others are. */
final class Routes {
    private final TreeSet<Route> blocked = new TreeSet<>();
    private final TreeMap<Route, Integer> bytesPerMs = new TreeMap<>();
    private final TreeMap<Route, Integer> distances = new TreeMap<>();

    boolean isBlocked(Route route) {
        return !blocked.isEmpty() && blocked.contains(route);
    }

    void block(Route route) {
        blocked.add(route);
    }

    boolean unblock(Route route) {
        return blocked.remove(route);
    }

    /** So much longer everything takes on this route; 1 is ordinary. */
    void distance(Route route, int factor) {
        distances.put(route, factor);
    }

    int distance(Route route) {
        return distances.isEmpty() ? 1 : distances.getOrDefault(route, 1);
    }

    void speed(Route route, int newBytesPerMs) {
        bytesPerMs.put(route, newBytesPerMs);
    }

    /** How long so many bytes occupy the route, nanoseconds. */
    long transfer(Route route, int bytes) {
        Integer speed = bytesPerMs.isEmpty() ? null : bytesPerMs.get(route);
        return speed == null ? 0 : bytes * World.MS / speed;
    }

    void clear() {
        blocked.clear();
        bytesPerMs.clear();
        distances.clear();
    }
}
