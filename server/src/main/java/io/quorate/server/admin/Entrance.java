package io.quorate.server.admin;

import com.sun.net.httpserver.HttpExchange;
import io.quorate.data.Identity;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the commands that touch data: whoever has all permissions on the root (operations 1.3). Safe for any
 * thread.
 */
final class Entrance {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Instance instance;
    private final boolean forwarded;

    /** {@code forwarded} says whether a proxy tells where clients are. */
    Entrance(Instance instance, boolean forwarded) {
        this.instance = instance;
        this.forwarded = forwarded;
    }

    /** Why somebody is turned away. */
    record Refusal(int status, String reason) {}

    /** Null for those who may. */
    CompletableFuture<@Nullable Refusal> refusal(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            return done(new Refusal(UNAUTHORIZED, "Auth info is missing for the command"));
        }
        int blank = header.indexOf(' ');
        String scheme = blank < 0 ? header : header.substring(0, blank);
        byte[] proof = (blank < 0 ? "" : header.substring(blank + 1)).getBytes(StandardCharsets.UTF_8);
        InetAddress address = address(exchange);
        List<Identity> who = address == null ? null : instance.authenticate(scheme, proof, address);
        if (who == null) {
            return done(new Refusal(UNAUTHORIZED, "Not authenticated"));
        }
        return instance.mayAdminister(who).thenApply(may -> may ? null : new Refusal(FORBIDDEN, "Not authorized"));
    }

    private @Nullable InetAddress address(HttpExchange exchange) {
        String told = forwarded ? exchange.getRequestHeaders().getFirst(FORWARDED_FOR) : null;
        if (told == null) {
            return exchange.getRemoteAddress().getAddress();
        }
        int comma = told.indexOf(',');
        try {
            return InetAddress.ofLiteral(
                    comma < 0 ? told.strip() : told.substring(0, comma).strip());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static CompletableFuture<@Nullable Refusal> done(Refusal refusal) {
        return CompletableFuture.completedFuture(refusal);
    }
}
