package io.quorate.client.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Servers and chroot as one text: {@code host:port[,host:port...][/chroot]} (client protocol 11.1).
 *
 * @param servers in the order of the text, none twice, at least one
 * @param chroot what the client takes for the root
 */
public record ConnectString(List<HostPort> servers, Chroot chroot) {
    /** More servers than any ensemble has. */
    private static final int MAX_SERVERS = 1024;

    /** Copies the list. */
    public ConnectString {
        servers = List.copyOf(servers);
        if (servers.isEmpty() || servers.size() > MAX_SERVERS) {
            throw new IllegalArgumentException(
                    servers.size() + " servers in a connect string; 1 to " + MAX_SERVERS + " are allowed");
        }
    }

    /**
     * Reads the text.
     *
     * @param text {@code host:port,host:port/chroot}
     * @return servers in the order of the text, and the chroot
     * @throws IllegalArgumentException when it is not a connect string; the message says where
     */
    public static ConnectString parse(String text) {
        int slash = text.indexOf('/');
        String hosts = slash < 0 ? text : text.substring(0, slash);
        String chroot = slash < 0 || slash == text.length() - 1 ? "" : text.substring(slash);
        List<HostPort> servers = new ArrayList<>();
        for (String each : hosts.split(",", -1)) {
            String trimmed = each.trim();
            if (!trimmed.isEmpty()) {
                HostPort server = server(trimmed, text);
                if (!servers.contains(server)) {
                    servers.add(server);
                }
            }
        }
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("connect string \"" + text + "\" names no server; write host:port");
        }
        return new ConnectString(servers, new Chroot(chroot));
    }

    private static HostPort server(String text, String whole) {
        int colon = text.lastIndexOf(':');
        if (text.charAt(0) == '[') {
            int close = text.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("server \"" + text + "\" of \"" + whole + "\" lacks its bracket ]");
            }
            return new HostPort(text.substring(1, close), colon < close ? HostPort.DEFAULT_PORT : port(text, colon));
        }
        if (colon < 0) {
            return new HostPort(text, HostPort.DEFAULT_PORT);
        }
        if (text.indexOf(':') != colon) {
            throw new IllegalArgumentException("server \"" + text + "\" of \"" + whole
                    + "\" has several colons; put an IPv6 address into brackets: [address]:port");
        }
        return new HostPort(text.substring(0, colon), port(text, colon));
    }

    private static int port(String text, int colon) {
        try {
            return Integer.parseInt(text, colon + 1, text.length(), 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("server \"" + text + "\" has no number for its port", e);
        }
    }
}
