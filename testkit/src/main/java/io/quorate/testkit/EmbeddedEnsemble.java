package io.quorate.testkit;

import io.quorate.testkit.network.Network;
import io.quorate.testkit.network.Ports;
import io.quorate.zab.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Several members within this process that agree with each other as in production, and a network between them that can
 * break. Members are known by their numbers, from 1; they keep their ports and data over all that happens to them,
 * until {@link #close()}. Thread-safe.
 */
public final class EmbeddedEnsemble implements AutoCloseable {
    private static final int USUAL_MEMBERS = 3;
    private static final int PORTS_OF_A_MEMBER = 3;

    private final Ground ground;
    private final Network network;
    private final SortedMap<Integer, Host> hosts = new TreeMap<>();

    private EmbeddedEnsemble(int voters, int observers, Options options) {
        int count = voters + observers;
        List<Integer> ports = Ports.free(count * PORTS_OF_A_MEMBER);
        SortedMap<Integer, List<Integer>> peerPorts = new TreeMap<>();
        SortedMap<Integer, String> servers = new TreeMap<>();
        for (int id = 1; id <= count; id++) {
            int first = (id - 1) * PORTS_OF_A_MEMBER;
            int quorum = ports.get(first + 1);
            int election = ports.get(first + 2);
            peerPorts.put(id, List.of(quorum, election));
            servers.put(id, "127.0.0.1:" + quorum + ":" + election + (id <= voters ? ":participant" : ":observer"));
        }
        ground = new Ground(options.home());
        network = new Network(peerPorts);
        for (int id = 1; id <= count; id++) {
            String text = ZooCfg.text(
                    options,
                    ground.dataDirectory(Integer.toString(id)),
                    ports.get((id - 1) * PORTS_OF_A_MEMBER),
                    servers);
            hosts.put(id, new Host("member " + id, text, id, ground.disk(), network.of(id)));
        }
    }

    /**
     * Three members in memory; all serve when this returns.
     *
     * @return what was started; to be closed
     */
    public static EmbeddedEnsemble open() {
        return open(USUAL_MEMBERS);
    }

    /**
     * So many members in memory; all serve when this returns.
     *
     * @param members how many vote, 1 or more
     * @return what was started; to be closed
     */
    public static EmbeddedEnsemble open(int members) {
        return open(members, 0, Options.inMemory());
    }

    /**
     * So many members that vote and so many observers, which have the highest numbers; all serve when this returns.
     *
     * @param members how many vote, 1 or more
     * @param observers how many follow without a vote, 0 or more
     * @param options where files are, ticks and other settings
     * @return what was started; to be closed
     * @throws ServerFailedException if they cannot start, or find no leader within 30 s
     */
    public static EmbeddedEnsemble open(int members, int observers, Options options) {
        if (members < 1 || observers < 0) {
            throw new IllegalArgumentException(
                    "an ensemble of " + members + " members and " + observers + " observers is none: use 1 or more");
        }
        EmbeddedEnsemble ensemble = new EmbeddedEnsemble(members, observers, options);
        try {
            ensemble.hosts.values().forEach(Host::start);
            ensemble.awaitServing();
            return ensemble;
        } catch (RuntimeException failed) {
            ensemble.close();
            throw failed;
        }
    }

    /** {@return where clients connect: all members, also those that are down} */
    public String connectString() {
        return hosts.keySet().stream().map(this::connectString).collect(Collectors.joining(","));
    }

    /**
     * {@return where clients of this member alone connect}
     *
     * @param id number of the member, from 1
     */
    public String connectString(int id) {
        return "127.0.0.1:" + host(id).port();
    }

    /** {@return the numbers of all members, also of those that are down} */
    public Set<Integer> members() {
        return Set.copyOf(hosts.keySet());
    }

    /**
     * {@return whether that member runs: neither killed nor stopped, nor ended by itself} A paused member runs.
     *
     * @param id number of the member, from 1
     */
    public boolean isRunning(int id) {
        return host(id).isRunning();
    }

    /**
     * {@return who leads; waits for somebody if need be} Of several that believe so it is the newest.
     *
     * @throws ServerFailedException if nobody does within 30 s
     */
    public int leader() {
        List<Integer> found = new ArrayList<>();
        Awaiting.until(
                () -> {
                    long newest = -1;
                    for (var each : hosts.entrySet()) {
                        long epoch = epochLed(each.getValue());
                        if (epoch > newest) {
                            newest = epoch;
                            found.add(each.getKey());
                        }
                    }
                    return !found.isEmpty();
                },
                () -> "nobody leads");
        return found.getLast();
    }

    /** The epoch in which this member leads; −1 if it does not. */
    private static long epochLed(Host host) {
        if (!host.isAwake()) {
            return -1;
        }
        return host.look(
                view -> view.role() instanceof Role.Leading leading && leading.serves() ? leading.epoch() : -1L);
    }

    /**
     * Waits until every member that runs and is not paused serves clients.
     *
     * @throws ServerFailedException if they do not within 30 s; for instance because no quorum of them is together
     */
    public void awaitServing() {
        Awaiting.until(
                () -> hosts.values().stream().filter(Host::isAwake).allMatch(Host::serves),
                () -> hosts.values().stream()
                        .filter(host -> host.isAwake() && !host.serves())
                        .map(Host::toString)
                        .collect(Collectors.joining(", ", "", " do not serve")));
    }

    /**
     * Waits until that member serves clients.
     *
     * @param id number of the member, from 1
     * @throws ServerFailedException if it does not within 30 s
     */
    public void awaitServing(int id) {
        Awaiting.until(host(id)::serves, () -> host(id) + " does not serve");
    }

    /**
     * Waits until that member serves nobody any more: it is down, or has noticed that it has no quorum.
     *
     * @param id number of the member, from 1
     * @throws ServerFailedException if it still does after 30 s
     */
    public void awaitNotServing(int id) {
        Awaiting.until(() -> !host(id).serves(), () -> host(id) + " still serves");
    }

    /**
     * Ends a member as a process that is killed: connections break, nothing is written any more.
     *
     * @param id number of the member, from 1
     */
    public void kill(int id) {
        host(id).kill();
    }

    /**
     * Ends a member in good order: a leader finishes what it has begun.
     *
     * @param id number of the member, from 1
     */
    public void stop(int id) {
        host(id).stop();
    }

    /**
     * Starts a member again on the same ports and data; stops it first if it runs. Does not wait until it serves.
     *
     * @param id number of the member, from 1
     */
    public void restart(int id) {
        host(id).stop();
        host(id).start();
    }

    /**
     * Stops the threads of a member where they are, as a process that the system does not let run: connections stay
     * open, nothing is answered, time goes on.
     *
     * @param id number of the member, from 1
     */
    public void pause(int id) {
        host(id).pause();
    }

    /**
     * Lets a paused member go on.
     *
     * @param id number of the member, from 1
     */
    public void resume(int id) {
        host(id).resume();
    }

    /**
     * Breaks the network between these members and the others. What is under way waits, new connections between them
     * fail; clients reach everybody as before. Partitions add up until {@link #heal()}.
     *
     * @param side numbers of the members on one side; the others are on the other
     */
    public void partition(Set<Integer> side) {
        side.forEach(this::host);
        network.separate(side);
    }

    /**
     * Breaks the network between one member and all others.
     *
     * @param id number of the member, from 1
     */
    public void isolate(int id) {
        partition(Set.of(id));
    }

    /** Mends the network: what waited on its way arrives. */
    public void heal() {
        network.heal();
    }

    /**
     * Ends a session as if its time were up, wherever its client is connected; returns when the leader has let it go.
     *
     * @param sessionId of a session of this service
     * @throws IllegalArgumentException if there is no such session
     */
    public void expire(long sessionId) {
        Sessions.expire(host(leader()), sessionId);
    }

    /**
     * Breaks the connection of a session, which lives on.
     *
     * @param sessionId of a session of this service
     * @return whether it had one to a member that is not paused
     */
    public boolean cut(long sessionId) {
        boolean found = false;
        for (Host host : hosts.values()) {
            found |= host.isAwake() && Sessions.cut(host, sessionId);
        }
        return found;
    }

    /**
     * From now on every sync of that member's disk takes so much longer; {@link Duration#ZERO} makes it itself again.
     *
     * @param id number of the member, from 1
     * @param longer not negative
     */
    public void slowDisk(int id, Duration longer) {
        host(id).syncTakes(longer);
    }

    /** Ends all members, and removes what they have made. */
    @Override
    public void close() {
        hosts.values().forEach(Host::kill);
        network.close();
        ground.close();
    }

    private Host host(int id) {
        Host host = hosts.get(id);
        if (host == null) {
            throw new IllegalArgumentException("there is no member " + id + ", only " + hosts.keySet());
        }
        return host;
    }

    @Override
    public String toString() {
        return "embedded ensemble at " + connectString();
    }
}
