/** One member's mind: the agreement, the tree, the queues of the sessions and the watches. Pure. */
module io.quorate.replica {
    requires transitive io.quorate.tree;
    requires transitive io.quorate.wire;
    requires transitive io.quorate.zab;
    requires static org.jspecify;

    exports io.quorate.replica;
    exports io.quorate.replica.driver;
    exports io.quorate.replica.port;
    exports io.quorate.replica.session;
    exports io.quorate.replica.watch;
}
