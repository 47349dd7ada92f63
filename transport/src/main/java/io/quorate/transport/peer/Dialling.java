package io.quorate.transport.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach somebody: all addresses are tried at once, and the first that answers counts (quorum protocol
 * 4.2). Ends exactly once, within its time, unless it is cancelled. Owned by the event loop.
 */
final class Dialling {
    private final Bootstrap bootstrap;
    private final Names names;
    private final Routes routes;
    private final List<Endpoint> endpoints;
    private final int timeoutMs;
    private final Outcome outcome;
    private final List<ChannelFuture> attempts = new ArrayList<>();
    private @Nullable ScheduledFuture<?> deadline;
    private int open;
    private boolean over;

    /** What comes of it. */
    interface Outcome {
        /** A connection that is not read from yet and has no handlers. */
        void reached(Channel channel);

        void failed(String why);
    }

    /**
     * An attempt that has not begun.
     *
     * @param bootstrap makes channels on one event loop that do not read by themselves
     */
    Dialling(
            Bootstrap bootstrap, Names names, Routes routes, List<Endpoint> endpoints, int timeoutMs, Outcome outcome) {
        this.bootstrap = bootstrap;
        this.names = names;
        this.routes = routes;
        this.endpoints = endpoints;
        this.timeoutMs = timeoutMs;
        this.outcome = outcome;
    }

    void begin() {
        deadline = bootstrap
                .config()
                .group()
                .next()
                .schedule(
                        () -> fail("no answer from " + endpoints + " within " + timeoutMs + " ms"),
                        timeoutMs,
                        TimeUnit.MILLISECONDS);
        names.lookUp(endpoints, this::connect);
    }

    private void connect(List<InetSocketAddress> addresses) {
        if (over) {
            return;
        }
        if (addresses.isEmpty()) {
            fail("no address is known for " + endpoints);
            return;
        }
        open = addresses.size();
        for (InetSocketAddress address : addresses) {
            attempts.add(bootstrap.connect(routes.towards(address)));
        }
        for (ChannelFuture attempt : List.copyOf(attempts)) {
            var _ = attempt.addListener(_ -> ended(attempt));
        }
    }

    private void ended(ChannelFuture attempt) {
        if (over) {
            var _ = attempt.channel().close();
        } else if (attempt.isSuccess()) {
            end(attempt);
            outcome.reached(attempt.channel());
        } else if (--open == 0) {
            fail(String.valueOf(attempt.cause().getMessage()));
        }
    }

    private void fail(String why) {
        if (!over) {
            end(null);
            outcome.failed(why);
        }
    }

    /** Nobody wants to know any more. */
    void cancel() {
        if (!over) {
            end(null);
        }
    }

    private void end(@Nullable ChannelFuture winner) {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        for (ChannelFuture attempt : attempts) {
            if (!attempt.equals(winner)) {
                var _ = attempt.channel().close();
            }
        }
    }
}
