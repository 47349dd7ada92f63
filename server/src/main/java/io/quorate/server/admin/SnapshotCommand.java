package io.quorate.server.admin;

import com.sun.net.httpserver.HttpExchange;
import io.quorate.server.config.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code snapshot}: takes one now, and sends it if it is wanted (operations 1.6). Safe for any thread. */
final class SnapshotCommand {
    static final String NAME = "snapshot";
    static final String ALIAS = "snap";

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotCommand.class);
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final int LOOK_LIMIT_S = 30;
    private static final int SNAPSHOT_LIMIT_S = 3600;

    private final Desk desk;
    private final Entrance entrance;
    private long nextMs;
    private boolean begun;

    SnapshotCommand(Desk desk) {
        this.desk = desk;
        entrance = new Entrance(desk.instance(), desk.config().admin().forwardedFor());
    }

    void answer(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        try {
            Entrance.Refusal refusal = entrance.refusal(exchange).get(LOOK_LIMIT_S, TimeUnit.SECONDS);
            if (refusal != null) {
                refuse(exchange, refusal.status(), refusal.reason());
                return;
            }
            String trouble = trouble();
            if (trouble != null) {
                refuse(exchange, desk.config().admin().snapshots() ? FAILED : UNAVAILABLE, trouble);
            } else if (!mayNow()) {
                desk.recorder().snapshotLimited();
                refuse(exchange, TOO_MANY, "Another one was asked for less than admin.rateLimiterIntervalInMS ago");
            } else {
                take(exchange, !"false".equals(parameters.get("streaming")));
            }
        } catch (ExecutionException e) {
            desk.recorder().snapshotFailed();
            LOG.warn("The snapshot that an operator asked for came to nothing", e);
            refuse(exchange, FAILED, "The snapshot failed: " + e.getMessage());
        } catch (TimeoutException _) {
            desk.recorder().snapshotFailed();
            refuse(exchange, FAILED, "The snapshot took too long to be waited for");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            refuse(exchange, UNAVAILABLE, "The server is stopping");
        }
    }

    /** What in the configuration forbids it, or null. */
    private @Nullable String trouble() {
        ServerConfig config = desk.config();
        if (!config.admin().snapshots()) {
            return "admin.snapshot.enabled=false";
        }
        return config.snapshots().lastZxidSection()
                ? null
                : "serializeLastProcessedZxid.enabled=false: a snapshot could not be restored exactly";
    }

    private synchronized boolean mayNow() {
        long now = desk.time().monotonicMs();
        if (begun && now < nextMs) {
            return false;
        }
        begun = true;
        nextMs = now + desk.config().admin().commandIntervalMs();
        return true;
    }

    private void take(HttpExchange exchange, boolean streaming)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        Instance.Snapshot taken = desk.instance().takeSnapshot().get(SNAPSHOT_LIMIT_S, TimeUnit.SECONDS);
        long size = Files.size(taken.file());
        exchange.getResponseHeaders().set("last_zxid", WordTexts.hex(taken.zxid()));
        exchange.getResponseHeaders().set("snapshot_size", Long.toString(size));
        if (!streaming) {
            say(exchange, OK, null);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(OK, size);
        try (OutputStream out = exchange.getResponseBody()) {
            Files.copy(taken.file(), out);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        say(exchange, status, reason);
    }

    private static void say(HttpExchange exchange, int status, @Nullable String error) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("command", NAME);
        fields.put("error", error);
        byte[] body = Json.text(fields).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
