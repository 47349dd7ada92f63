package io.quorate.client.session;

import java.util.List;

/** What happens to the session, one at a time. Links are known by number, so that what a dead one says can be told. */
public sealed interface Input {

    /** Begin to look for a server. */
    record Start() implements Input {}

    /**
     * The link stands; {@code address} is the server's, for people.
     *
     * @param link its number, as in {@link Effect.Connect}
     * @param address host and port, for people
     */
    record Opened(int link, String address) implements Input {}

    /**
     * A frame's body arrived. The bytes are valid during the step only.
     *
     * @param link its number, as in {@link Effect.Connect}
     * @param array read only
     * @param offset of the first byte
     * @param length bytes
     */
    record Received(int link, byte[] array, int offset, int length) implements Input {}

    /**
     * The link could not be made, or is gone.
     *
     * @param link its number, as in {@link Effect.Connect}
     * @param reason for people
     */
    record Lost(int link, String reason) implements Input {}

    /** The time named by {@link ClientSession#deadline()} has come, or anything earlier or later. */
    record Tick() implements Input {}

    /**
     * An operation is asked.
     *
     * @param call what was asked
     */
    record Submit(Call call) implements Input {}

    /**
     * An identity is to be proved, now and on every later link.
     *
     * @param auth the identity
     */
    record AddAuth(Auth auth) implements Input {}

    /**
     * The servers are others from now on (client protocol 11.2).
     *
     * @param servers at least one
     */
    record UpdateServers(List<HostPort> servers) implements Input {}

    /**
     * A probed server answered whether it takes writes (client protocol 11.4).
     *
     * @param server host and port as the user named them
     * @param takesWrites whether it is part of a quorum
     */
    record Probed(HostPort server, boolean takesWrites) implements Input {}

    /**
     * Somebody wants the session to be certain all the time, or does so no longer.
     *
     * @param isWanted whether one more wants it, or one less
     */
    record Certainty(boolean isWanted) implements Input {}

    /** The session is to end. */
    record Close() implements Input {}
}
