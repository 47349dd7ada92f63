package io.quorate.transport.client;

import io.quorate.replica.port.Time;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.tree.FastReader;
import io.quorate.tree.access.AccessRules;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of an open door share.
 *
 * @param limits bounds
 * @param enforcedSchemes one of these must have been proved; empty for none
 * @param time clocks
 * @param sink the inbox
 * @param reader the tree, for plain reads
 * @param rules who may read
 * @param authenticator who may claim to be whom
 * @param words who answers four-letter words
 * @param mutualTls whether connections that show no certificate are counted
 * @param bucket bound on the rate of handshakes
 * @param largeBytes bytes of large requests in progress
 * @param load requests in progress
 */
record DoorParts(
        Limits limits,
        Set<String> enforcedSchemes,
        Time time,
        RequestSink sink,
        FastReader reader,
        AccessRules rules,
        Authenticator authenticator,
        FourLetterWords words,
        boolean mutualTls,
        TokenBucket bucket,
        AtomicLong largeBytes,
        Load load) {

    /** How many requests are in progress at the whole door. */
    @FunctionalInterface
    interface Load {
        long outstanding();
    }
}
