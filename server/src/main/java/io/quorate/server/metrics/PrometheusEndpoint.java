package io.quorate.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quorate.server.config.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves {@code /metrics} to Prometheus (operations 3.1). */
public final class PrometheusEndpoint implements AutoCloseable {
    private static final int ASK_LIMIT_MS = 10_000;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final boolean jvm;
    private final Supplier<CompletableFuture<List<Sample>>> samples;

    private PrometheusEndpoint(HttpServer server, boolean jvm, Supplier<CompletableFuture<List<Sample>>> samples) {
        this.server = server;
        this.jvm = jvm;
        this.samples = samples;
    }

    /**
     * Listens from now until {@link #close()}.
     *
     * @param executor carries out the requests
     * @throws IOException when the address cannot be listened at
     */
    public static PrometheusEndpoint open(
            ServerConfig.Metrics config, Executor executor, Supplier<CompletableFuture<List<Sample>>> samples)
            throws IOException {
        HttpServer server = HttpServer.create(config.address(), 0);
        PrometheusEndpoint endpoint = new PrometheusEndpoint(server, config.jvm(), samples);
        server.createContext("/", endpoint::exchange);
        server.setExecutor(executor);
        server.start();
        return endpoint;
    }

    /** Where it listens, with the port it was given. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("TRACE")) {
                exchange.sendResponseHeaders(FORBIDDEN, -1);
            } else if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        PrometheusText text = new PrometheusText(wanted(exchange.getRequestURI().getRawQuery()));
        List<Sample> current = current();
        if (current != null) {
            text.add(current);
        }
        if (jvm) {
            new JvmText(text).write();
        }
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(current == null && !jvm ? UNAVAILABLE : OK, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** The server's metrics, or null while it does not answer: the JVM's are worth having all the same. */
    private @Nullable List<Sample> current() {
        try {
            return samples.get().get(ASK_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static Set<String> wanted(@Nullable String query) {
        Set<String> names = new HashSet<>();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                String decoded = URLDecoder.decode(part, StandardCharsets.UTF_8);
                if (decoded.startsWith("name[]=")) {
                    names.add(decoded.substring("name[]=".length()));
                }
            }
        }
        return names;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
