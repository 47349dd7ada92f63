package io.quorate.server.admin;

import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.DoorStats;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Figures to render, each unlike the others. */
final class Figures {
    static final DoorStats.Latency NONE = new DoorStats.Latency(0, 0, 0, 0, 0, 0, 0, 0, 0);
    static final DoorStats.Latency SOME = new DoorStats.Latency(333, 541, 0, 19, 1, 3, 4, 9, 18);
    static final DoorStats.Throttle THROTTLE =
            new DoorStats.Throttle(0.25, new DoorStats.Latency(12, 30, 0, 7, 2, 3, 4, 5, 6));
    static final DoorStats.Tls TLS = new DoorStats.Tls(1, 18, 2, 3, 5);
    static final DoorStats DOOR = new DoorStats(
            2, 0, 255, 332, 7001, 8002, 11, 12, 13, 14, 15, 16, 17, 20, 4, 96, SOME, SOME, NONE, THROTTLE, TLS);
    static final Survey SURVEY =
            new Survey(0xae, 25, 1, 4711, 8, 3, 99, new Survey.Proposals(55, 36, 171), new Rank(null, List.of(), 0, 0));

    private Figures() {}

    /** A connection that has no session yet. */
    static ConnectionStats young(String host, int port) {
        return new ConnectionStats(at(host, port), false, 0, 0, 1, 0, 0, "NA", 5, 0, -1, -1, 0, 0, 0, 0, 0);
    }

    /** The connection of client protocol 9.2. */
    static ConnectionStats grown() {
        return new ConnectionStats(
                at("127.0.0.1", 54642),
                false,
                1,
                0,
                7,
                7,
                0x10000168579002aL,
                "ADDW",
                1795225443390L,
                30000,
                6,
                0xae,
                1539438,
                0,
                0,
                0,
                1);
    }

    private static InetSocketAddress at(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(host, e);
        }
    }
}
