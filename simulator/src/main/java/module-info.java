/**
 * A whole member on one thread: virtual time, a faulty disk, cut connections, clients, and checkers of every promise.
 */
module io.quorate.simulator {
    requires io.quorate.replica;
    requires io.quorate.storage;
    requires io.quorate.tree;
    requires io.quorate.wire;
    requires io.quorate.zab;
    requires static org.jspecify;

    exports io.quorate.simulator;
}
