package io.quorate.conformance;

import io.quorate.conformance.process.Members;
import java.io.IOException;

/**
 * An ensemble under load, and what may happen to it meanwhile: whatever that is, at the end every member serves, and
 * has what was acknowledged and nothing else.
 */
final class Company {
    /** Enough in each phase for every traveller to have been answered many times. */
    static final int WRITES = 60;

    private final Members members;
    private final int travellers;

    Company(Members members, int travellers) {
        this.members = members;
        this.travellers = travellers;
    }

    /** What happens while others write; it leaves every member running. */
    @FunctionalInterface
    interface Trouble {
        void with(Caravan caravan) throws IOException, InterruptedException;
    }

    /** Has it happen to those who write below that znode, which is theirs alone. */
    void underLoad(String root, Trouble trouble) throws InterruptedException, IOException {
        try (Caravan caravan = Caravan.depart(members, travellers, root)) {
            caravan.awaitWrites(WRITES);
            trouble.with(caravan);
            caravan.awaitWrites(WRITES);
            caravan.arrive();
            caravan.check();
            caravan.clear();
        }
    }
}
