package io.quorate.recipes.naming;

/** How one of several instances is chosen. */
public sealed interface Strategy {
    /** One after the other. */
    Strategy ROUND_ROBIN = new RoundRobin();
    /** Any, by chance. */
    Strategy RANDOM = new Random();
    /** That which this caller uses least at the moment; among equals the one not used for longest. */
    Strategy LEAST_USED = new LeastUsed();

    /**
     * {@return the same for the same key as long as it is there; another instance that comes or goes moves few keys}
     *
     * @param key anything that should stay with one instance, for instance a user's name
     */
    static Strategy sticky(String key) {
        return new Sticky(key);
    }

    /** See {@link #ROUND_ROBIN}. */
    record RoundRobin() implements Strategy {}

    /** See {@link #RANDOM}. */
    record Random() implements Strategy {}

    /** See {@link #LEAST_USED}. */
    record LeastUsed() implements Strategy {}

    /**
     * See {@link #sticky}.
     *
     * @param key for whom one is chosen
     */
    record Sticky(String key) implements Strategy {}
}
