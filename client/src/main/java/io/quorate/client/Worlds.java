package io.quorate.client;

import io.quorate.client.net.RealWorld;
import io.quorate.client.port.World;

/** Where the world of a client comes from. */
final class Worlds {
    private Worlds() {}

    static World real(ClientOptions options) {
        return new RealWorld(options.callbacks(), options.limits().maxReplyBytes());
    }
}
