package io.quorate.client.session;

/**
 * One server as the connect string names it.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port TCP port, 1 to 65535
 */
public record HostPort(String host, int port) {
    /** The port of a server whose port is not named. */
    public static final int DEFAULT_PORT = 2181;

    private static final int MAX_PORT = 65_535;

    /** Refuses a port that none can be. */
    public HostPort {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a server without a host name; write host:port");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " of server " + host + " is not within 1 and 65535");
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
