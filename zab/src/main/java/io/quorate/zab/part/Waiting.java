package io.quorate.zab.part;

import io.quorate.zab.Effect;
import io.quorate.zab.Link;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.ObserverInfo;
import io.quorate.zab.leader.Leading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a member that neither leads nor follows. Others may have elected it a moment before it knows; they are
 * let in and wait for a short while, which spares them a refusal and another try.
 */
public final class Waiting implements Part {
    /** More guests than that are sent away. */
    private static final int MOST_GUESTS = 64;

    /** Somebody at the door, and how it introduced itself if it did. */
    private record Guest(long sinceMs, List<ZabMessage> words) {}

    private final Role role;
    private final long patienceMs;
    private final Map<Link, Guest> guests = new LinkedHashMap<>();

    /** @param patienceMs how long a guest may wait; 0 where this member will not lead */
    public Waiting(Role role, long patienceMs) {
        this.role = role;
        this.patienceMs = patienceMs;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public void linkUp(Link link, Turn turn) {
        if (link.dialled() || patienceMs == 0 || guests.size() == MOST_GUESTS) {
            sendAway(link, turn);
        } else {
            guests.put(link, new Guest(turn.nowMs(), new ArrayList<>()));
        }
    }

    @Override
    public void linkDown(Link link, Turn turn) {
        guests.remove(link);
    }

    @Override
    public void received(Link link, ZabMessage message, Turn turn) {
        Guest guest = guests.get(link);
        if (guest == null) {
            return;
        }
        boolean introduction = message instanceof FollowerInfo || message instanceof ObserverInfo;
        if (introduction && guest.words().isEmpty()) {
            guest.words().add(message);
        } else {
            guests.remove(link);
            sendAway(link, turn);
        }
    }

    private static void sendAway(Link link, Turn turn) {
        turn.emit(new Effect.CloseLink(link, "this member does not lead"));
    }

    @Override
    public void looking(ServerId voter, long round, Turn turn) {}

    @Override
    public void diskAdvanced(Turn turn) {}

    @Override
    public void tick(Turn turn) {
        guests.entrySet().removeIf(guest -> {
            boolean over = turn.nowMs() - guest.getValue().sinceMs() > patienceMs;
            if (over) {
                sendAway(guest.getKey(), turn);
            }
            return over;
        });
    }

    @Override
    public long wakeAtMs() {
        long wake = Long.MAX_VALUE;
        for (Guest guest : guests.values()) {
            wake = Math.min(wake, guest.sinceMs() + patienceMs + 1);
        }
        return wake;
    }

    /** The guests were right. */
    public void handOver(Leading leading, Turn turn) {
        guests.forEach((link, guest) -> {
            leading.linkUp(link, turn);
            guest.words().forEach(message -> leading.received(link, message, turn));
        });
        guests.clear();
    }

    @Override
    public void end(String reason, Turn turn) {
        guests.keySet().forEach(link -> sendAway(link, turn));
        guests.clear();
    }
}
