package io.quorate.benchmarks;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Options that every question to a running server takes. */
final class ServerOptions {
    @Option(names = "--server", defaultValue = "127.0.0.1:2181", description = "host:port (${DEFAULT-VALUE})")
    private String server = "";

    @Option(names = "--pid", description = "pid of the server, to measure its CPU and memory")
    private long pid;

    @Option(names = "--json", description = "print JSON instead of a table")
    private boolean json;

    InetSocketAddress address() {
        int colon = server.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("--server must be host:port, not '" + server + "'");
        }
        InetSocketAddress address =
                new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the host of --server " + server + " cannot be resolved");
        }
        return address;
    }

    OptionalLong pid() {
        return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    long requiredPid() {
        return pid().orElseThrow(() -> new IllegalArgumentException("this question needs --pid of the server"));
    }

    boolean json() {
        return json;
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
