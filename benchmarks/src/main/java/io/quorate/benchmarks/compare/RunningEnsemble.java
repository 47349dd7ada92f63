package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.client.Probe;
import io.quorate.benchmarks.client.Servers;
import io.quorate.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An ensemble of one contender; closing it stops all members. Not thread-safe. */
public final class RunningEnsemble implements AutoCloseable {
    private static final int WORD_LIMIT_MILLIS = 2000;

    private final List<List<String>> lines;
    private final List<Path> homes;
    private final List<InetSocketAddress> addresses;
    private final List<ServerProcess> processes = new ArrayList<>();

    RunningEnsemble(List<List<String>> lines, List<Path> homes, List<InetSocketAddress> addresses) {
        this.lines = lines;
        this.homes = homes;
        this.addresses = addresses;
    }

    /** Where its members listen. */
    public Servers servers() {
        return new Servers(addresses);
    }

    /** The pids of its members. */
    public List<Long> pids() {
        return processes.stream().map(ServerProcess::pid).toList();
    }

    /** Which member leads, by its place in the lists; −1 if none says so. */
    public int leader() {
        for (int i = 0; i < addresses.size(); i++) {
            try {
                if (Probe.fourLetterWord(addresses.get(i), "srvr", WORD_LIMIT_MILLIS)
                        .contains("Mode: leader")) {
                    return i;
                }
            } catch (IOException _) {
                // Whoever does not answer does not lead.
            }
        }
        return -1;
    }

    /** Kills a member as {@code kill -9} does. */
    public void kill(int member) {
        processes.get(member).kill();
    }

    /** Asks a member to stop, and waits until it has. */
    public void stop(int member) {
        processes.get(member).close();
    }

    /** Forgets all that a member has; it must not run. */
    public void wipe(int member) {
        Arena.delete(homes.get(member).resolve("data").resolve("version-2"));
    }

    /** Starts a member again on what it has, and waits until it answers. */
    public ServerProcess.FirstAnswer restart(int member) {
        processes.set(member, launch(member));
        return processes.get(member).awaitAnswer(addresses.get(member), Contender.START_LIMIT);
    }

    private ServerProcess launch(int member) {
        Path home = homes.get(member);
        return ServerProcess.start(lines.get(member), home, home.resolve("server.log"));
    }

    void startAll() {
        for (int i = 0; i < lines.size(); i++) {
            processes.add(launch(i));
        }
        for (int i = 0; i < lines.size(); i++) {
            processes.get(i).awaitAnswer(addresses.get(i), Contender.START_LIMIT);
        }
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
    }
}
