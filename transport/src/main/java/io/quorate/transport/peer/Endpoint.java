package io.quorate.transport.peer;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody can be reached, as it was configured or announced: names are looked up again at each attempt.
 *
 * @param host a name, or an address without brackets
 */
public record Endpoint(String host, int port) {
    private static final int MOST_PORT = 65_535;

    /** Refuses what no socket could use. */
    public Endpoint {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("no port has the number " + port + ": use 0 to " + MOST_PORT);
        }
    }

    /** What a peer announced as {@code host:port}; empty if it cannot be used. */
    static Optional<Endpoint> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text, colon + 1, text.length(), 10);
            boolean usable = !host.isEmpty() && port > 0 && port <= MOST_PORT;
            return usable ? Optional.of(new Endpoint(host, port)) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** The address, if the host is none that has to be looked up. */
    @Nullable
    InetAddress literal() {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(host, address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + address.length + " bytes", impossible);
        }
    }

    /** Stands for all addresses of a machine, and so for none that could be reached from another. */
    boolean isWildcard() {
        InetAddress address = literal();
        return address != null && address.isAnyLocalAddress();
    }

    /** As it is written in the configuration, and announced. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
