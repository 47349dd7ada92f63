/**
 * The Java client of Quorate, which speaks to Apache ZooKeeper as well: an asynchronous face, a blocking one, and the
 * pure session beneath both.
 */
module io.quorate.client {
    requires transitive io.quorate.wire;
    requires static org.jspecify;

    exports io.quorate.client;
    exports io.quorate.client.port;
    exports io.quorate.client.session;
    exports io.quorate.client.zookeeper;
    exports io.quorate.client.zookeeper.admin;
    exports io.quorate.client.zookeeper.client;
    exports io.quorate.client.zookeeper.data;
}
