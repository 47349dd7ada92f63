package io.quorate.zab;

/**
 * A learner as its leader sees it.
 *
 * @param observes whether its acks count for nothing
 * @param serves whether it has the whole history and was told to serve
 * @param acked the last zxid that its disk is known to hold; of observers nothing is known
 * @param heardMs monotonic ms at which it was last heard of
 */
public record LearnerState(ServerId id, boolean observes, boolean serves, long acked, long heardMs) {}
