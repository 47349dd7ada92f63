/**
 * The classic uses of a coordination service, one call each, over the Java client: locks, elections, barriers, queues,
 * counters, caches, membership, naming, configuration, transactions and notices.
 */
module io.quorate.recipes {
    requires transitive io.quorate.client;
    requires static org.jspecify;

    exports io.quorate.recipes;
    exports io.quorate.recipes.barrier;
    exports io.quorate.recipes.cache;
    exports io.quorate.recipes.config;
    exports io.quorate.recipes.counter;
    exports io.quorate.recipes.election;
    exports io.quorate.recipes.group;
    exports io.quorate.recipes.lock;
    exports io.quorate.recipes.naming;
    exports io.quorate.recipes.notice;
    exports io.quorate.recipes.queue;
    exports io.quorate.recipes.transaction;
}
