package io.quorate.recipes.line;

import io.quorate.client.NodeData;
import java.util.List;

/** Whose turn it is: a pure function of the line. */
public interface Rule {

    /**
     * {@return whether a contender's turn has come}
     *
     * @param line everybody in order
     * @param mine the contender's own index in it
     */
    Turn turn(List<Ticket> line, int mine);

    /**
     * {@return whether the one that is waited for stands in the way no longer, as its data say}
     *
     * @param obstacle what is waited for
     */
    default boolean letsPass(NodeData obstacle) {
        return false;
    }

    /** The answer of a rule. */
    sealed interface Turn {
        /** It has come. */
        enum Mine implements Turn {
            /** The only one. */
            MINE
        }

        /**
         * It cannot come before this one has left or changed its data.
         *
         * @param obstacle what is waited for
         */
        record Behind(Ticket obstacle) implements Turn {}

        /** It comes with the next change of the line, whichever. Only one contender at a time may be told this. */
        enum Crowded implements Turn {
            /** The only one. */
            CROWDED
        }
    }

    /** One at a time, first come first. */
    Rule ONE_AT_A_TIME = (line, mine) -> mine == 0 ? Turn.Mine.MINE : new Turn.Behind(line.get(mine - 1));

    /**
     * {@return up to so many at a time} Whoever stands under this rule must be the only one of its line that waits.
     *
     * @param most at least 1
     */
    static Rule upTo(int most) {
        return (line, mine) -> mine < most ? Turn.Mine.MINE : Turn.Crowded.CROWDED;
    }
}
