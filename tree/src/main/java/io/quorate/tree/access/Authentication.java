package io.quorate.tree.access;

import io.quorate.data.Identity;
import java.util.List;

/** What came of a proof (client protocol 4.4). */
public sealed interface Authentication {

    /** The connection has these identities from now on, besides those it had. */
    record Granted(List<Identity> identities) implements Authentication {}

    /**
     * The proof is not accepted: the client is told that authentication failed and disconnected; {@code reason} is for
     * the log.
     */
    record Refused(String reason) implements Authentication {}
}
