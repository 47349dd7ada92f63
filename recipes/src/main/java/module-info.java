/**
 * The classic uses of a coordination service, one call each, over the Java client: locks, elections, barriers, queues,
 * counters, caches, membership, naming, configuration, transactions and notices.
 */
module io.quorate.recipes {
    requires transitive io.quorate.client;
    requires static org.jspecify;

    exports io.quorate.recipes;
    exports io.quorate.recipes.election;
    exports io.quorate.recipes.lock;
}
