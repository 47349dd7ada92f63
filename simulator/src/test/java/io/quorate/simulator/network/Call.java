package io.quorate.simulator.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One side of a connection, for tests: what it has heard, and how it ended. */
final class Call implements Party {
    final List<Integer> heard = new ArrayList<>();
    final List<Ending> ended = new ArrayList<>();
    int writable;

    @Nullable
    Plug plug;

    /** A numbered message. */
    record Numbered(int number, int bytes) implements Parcel {
        Numbered(int number) {
            this(number, 10);
        }
    }

    @Override
    public void received(Parcel parcel) {
        heard.add(((Numbered) parcel).number());
    }

    @Override
    public void writable() {
        writable++;
    }

    @Override
    public void closed(Ending why) {
        ended.add(why);
    }
}
