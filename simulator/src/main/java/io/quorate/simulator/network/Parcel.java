package io.quorate.simulator.network;

/** A message on its way; it arrives whole or not at all. */
public interface Parcel {
    /** How much of a slow link it takes, in bytes. */
    int bytes();
}
