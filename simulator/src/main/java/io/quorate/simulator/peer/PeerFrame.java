package io.quorate.simulator.peer;

import io.quorate.simulator.network.Parcel;

/** What travels between members. */
sealed interface PeerFrame extends Parcel {
    /** What TCP adds, about. */
    int HEAD_BYTES = 40;

    /** The connection was accepted: only now does whoever dialled know it. */
    record Welcome() implements PeerFrame {
        @Override
        public int bytes() {
            return HEAD_BYTES;
        }
    }

    /** Some bytes of a stream; where one ends and the next begins means nothing. */
    record Piece(byte[] content) implements PeerFrame {
        @Override
        public int bytes() {
            return HEAD_BYTES + content.length;
        }
    }

    /** A word on the election port. */
    record Word(byte[] content) implements PeerFrame {
        @Override
        public int bytes() {
            return HEAD_BYTES + content.length;
        }
    }
}
