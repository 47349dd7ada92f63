package io.quorate.recipes.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.recipes.Ownership;
import io.quorate.recipes.world.Universe;
import java.util.ArrayList;
import java.util.List;

/** Sees every ownership of one thing that anybody had, and knows how many may be held at a time. */
public final class Witness {
    private final Universe universe;
    private final int most;
    private final List<Ownership> live = new ArrayList<>();
    private long lastToken;
    private int seen;

    /** @param most how many may be held at a time */
    public Witness(Universe universe, int most) {
        this.universe = universe;
        this.most = most;
    }

    /** Somebody has it now. */
    public void owned(Ownership ownership) {
        seen++;
        live.removeIf(each -> !each.isHeld());
        live.add(ownership);
        assertThat(live).as("held at %s ns", universe.now()).hasSizeLessThanOrEqualTo(most);
        if (most == 1) {
            assertThat(ownership.token()).as("fencing token").isGreaterThan(lastToken);
        }
        lastToken = ownership.token();
    }

    /** How many ownerships there were. */
    public int seen() {
        return seen;
    }
}
