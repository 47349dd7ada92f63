package io.quorate.benchmarks.client;

import java.net.InetSocketAddress;
import java.util.List;

/** The servers of a load; its sessions are spread over them in turn. */
public record Servers(List<InetSocketAddress> addresses) {
    /** There is at least one. */
    public Servers {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a load needs a server");
        }
    }

    /** One server only. */
    public static Servers only(InetSocketAddress server) {
        return new Servers(List.of(server));
    }

    /** The one that the session with this number talks to. */
    public InetSocketAddress of(int session) {
        return addresses.get(session % addresses.size());
    }
}
