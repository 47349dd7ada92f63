package io.quorate.transport.peer;

import io.quorate.zab.ServerId;

/**
 * What went over the link of a learner, for operators.
 *
 * @param id who it says it is
 * @param observes whether it has no say
 * @param remote where it comes from, {@code host:port}
 * @param sinceMs wall clock at which it said so
 * @param waitingBytes said to it and not yet on its way
 * @param sent packets, without those read from the log and without snapshots
 * @param received packets
 * @param requests of its clients, among those
 */
public record LearnerTraffic(
        ServerId id,
        boolean observes,
        String remote,
        long sinceMs,
        long waitingBytes,
        long sent,
        long received,
        long requests) {}
