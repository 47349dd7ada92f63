/**
 * The sockets: the doors for clients and for peers, on Netty. It carries what it is told and decides nothing about the
 * state.
 */
module io.quorate.transport {
    requires transitive io.quorate.replica;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.quorate.transport.client;
    exports io.quorate.transport.peer;
}
