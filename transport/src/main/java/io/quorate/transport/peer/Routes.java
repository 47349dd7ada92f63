package io.quorate.transport.peer;

import java.net.InetSocketAddress;

/** Which way connections to other members take. Called on the door's event loop; must not block. */
@FunctionalInterface
public interface Routes {
    /** Straight there. */
    Routes DIRECT = member -> member;

    /** Where to connect in order to reach what listens at {@code member}. */
    InetSocketAddress towards(InetSocketAddress member);
}
