package io.quorate.simulator.network;

/** Why a connection is over, as one of its sides sees it. */
public enum Ending {
    /** Somebody closed it; everything sent before has arrived. */
    CLOSED,
    /** It broke; what was sent last may not have arrived. */
    RESET,
    /** Nobody listens there. */
    REFUSED,
    /** Nothing came back for too long. The other side may still believe in it. */
    TIMED_OUT
}
