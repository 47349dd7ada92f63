package io.quorate.transport.peer;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up host names, which may take long and is therefore never done on the event loop. Owned by the event loop. */
final class Names {
    private static final Logger LOG = LoggerFactory.getLogger(Names.class);
    /** A name, or all names of a member together, may stand for more; the rest is not tried. */
    private static final int MOST_ADDRESSES = 16;

    private final EventLoop loop;
    private final Executor blocking;
    private final Resolver resolver;

    /** Knows the addresses of a host; may block. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    Names(EventLoop loop, Executor blocking, Resolver resolver) {
        this.loop = loop;
        this.blocking = blocking;
        this.resolver = resolver;
    }

    /**
     * Tells what the names stand for now, on the event loop: before this returns where nothing has to be looked up.
     * Names that stand for nothing are left out.
     */
    void lookUp(List<Endpoint> endpoints, Consumer<List<InetSocketAddress>> then) {
        List<InetSocketAddress> known = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            InetAddress address = endpoint.literal();
            if (address != null) {
                known.add(new InetSocketAddress(address, endpoint.port()));
            }
        }
        if (known.size() == endpoints.size()) {
            then.accept(known);
            return;
        }
        try {
            blocking.execute(() -> {
                List<InetSocketAddress> found = addressesOf(endpoints);
                tell(found, then);
            });
        } catch (RejectedExecutionException refused) {
            LOG.warn("no thread is free to look up {}: {}", endpoints, refused.getMessage());
            then.accept(known);
        }
    }

    private void tell(List<InetSocketAddress> found, Consumer<List<InetSocketAddress>> then) {
        try {
            loop.execute(() -> then.accept(found));
        } catch (RejectedExecutionException _) {
            LOG.debug("the door was closed before {} was found", found);
        }
    }

    /** May block. */
    List<InetSocketAddress> addressesOf(List<Endpoint> endpoints) {
        List<InetSocketAddress> found = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            try {
                InetAddress literal = endpoint.literal();
                InetAddress[] all =
                        literal != null ? new InetAddress[] {literal} : resolver.addressesOf(endpoint.host());
                for (InetAddress address : all) {
                    if (found.size() < MOST_ADDRESSES) {
                        found.add(new InetSocketAddress(address, endpoint.port()));
                    }
                }
            } catch (UnknownHostException unknown) {
                LOG.debug("nobody knows the address of {}: {}", endpoint, unknown.getMessage());
            }
        }
        return found;
    }
}
