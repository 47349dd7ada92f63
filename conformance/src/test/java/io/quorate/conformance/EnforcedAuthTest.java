package io.quorate.conformance;

import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import org.junit.jupiter.api.Test;

/** {@code enforce.auth.enabled} (client protocol 4.7): without an identity of the scheme nothing is answered. */
@On(Profile.ENFORCED)
final class EnforcedAuthTest {
    private final ServerPair servers;

    EnforcedAuthTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void everyRequestWithoutAnIdentityIsRefusedAndTheConnectionClosed() {
        servers.compare(world -> {
            for (Request request : Samples.everyRequest()) {
                world.connect("a").call(request).awaitEnd();
            }
            world.connect("a").call(Request.ping()).awaitEnd();
            world.connect("a").call(Request.closeSession()).awaitEnd();
            world.connect("a")
                    .call(Request.auth("ip", null))
                    .call(Request.ping())
                    .awaitEnd();
            Conversation a = world.connect("a").call(Request.digest("bob:pw"));
            a.call(Request.ping()).call(Request.create("/in", "")).call(Request.getData("/in", false));
        });
    }
}
