package io.quorate.transport.client;

import java.net.InetSocketAddress;

/** A connection as operators' commands see it. Any thread. */
public interface ClientConnection {

    /** Address and port of the other end. */
    InetSocketAddress remoteAddress();

    /** Whether the connection is encrypted. */
    boolean isSecure();
}
