package io.quorate.simulator.application.play;

import java.util.Set;
import java.util.TreeSet;

/** Which machines have got what they asked for since there are no faults any more. */
public final class Turns {
    private final Chronicle chronicle;
    private final TreeSet<Integer> served = new TreeSet<>();
    private Set<Integer> waiting = new TreeSet<>();

    Turns(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    void took(Actor actor) {
        if (chronicle.isCalm()) {
            served.add(actor.machine());
        }
    }

    boolean haveAll(Set<Integer> machines) {
        waiting = new TreeSet<>(machines);
        waiting.removeAll(served);
        return waiting.isEmpty();
    }

    String missing() {
        return "machines " + waiting + " have not got their turn";
    }
}
