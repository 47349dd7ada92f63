package io.quorate.transport.peer;

import io.netty.channel.Channel;
import io.quorate.transport.peer.PeerDoorConfig.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may be connected to a port. Whoever has not said yet who it is gives way to newcomers, so that a flood of silent
 * connections keeps nobody out who speaks at once; all others are bounded in all and for each address. Owned by the
 * event loop.
 */
final class Admission {
    /** So many may be silent; the one that has been longest goes first. */
    static final int MOST_SILENT = 64;

    private final Limits limits;
    private final Set<Channel> silent = new LinkedHashSet<>();
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private int inAll;

    Admission(Limits limits) {
        this.limits = limits;
    }

    /** Somebody has connected. */
    void enter(Channel channel) {
        if (silent.size() >= MOST_SILENT) {
            Iterator<Channel> eldest = silent.iterator();
            Channel gone = eldest.next();
            eldest.remove();
            var _ = gone.close();
        }
        silent.add(channel);
        var _ = channel.closeFuture().addListener(_ -> silent.remove(channel));
    }

    /**
     * It has said who it is.
     *
     * @return null if it may stay, otherwise why not
     */
    @Nullable
    String introduced(Channel channel) {
        silent.remove(channel);
        InetAddress address = address(channel);
        if (address == null) {
            return "it is gone already";
        }
        if (inAll >= limits.maxConnections()) {
            return "there are " + inAll + " connections already";
        }
        if (perAddress.getOrDefault(address, 0) >= limits.maxConnectionsPerAddress()) {
            return "there are " + limits.maxConnectionsPerAddress() + " connections from that address already";
        }
        inAll++;
        perAddress.merge(address, 1, Integer::sum);
        var _ = channel.closeFuture().addListener(_ -> left(address));
        return null;
    }

    private static @Nullable InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }

    private void left(InetAddress address) {
        inAll--;
        perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
}
