/**
 * Whole ensembles on one thread: virtual time, faulty disks and networks, clients, programs over the client library,
 * and checkers of every promise.
 */
module io.quorate.simulator {
    requires io.quorate.client;
    requires io.quorate.recipes;
    requires io.quorate.replica;
    requires io.quorate.storage;
    requires io.quorate.tree;
    requires io.quorate.wire;
    requires io.quorate.zab;
    requires static org.jspecify;

    exports io.quorate.simulator;
}
