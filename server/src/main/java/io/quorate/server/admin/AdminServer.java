package io.quorate.server.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands over HTTP (operations 1). Safe for any thread. */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int COMMAND_LIMIT_MS = 30_000;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final String NOT_SERVING = "This ZooKeeper instance is not currently serving requests";

    private final HttpServer server;
    private final Desk desk;
    private final Commands commands;
    private final SnapshotCommand snapshots;
    private final String url;

    private AdminServer(HttpServer server, Desk desk, Commands commands) {
        this.server = server;
        this.desk = desk;
        this.commands = commands;
        snapshots = new SnapshotCommand(desk);
        url = desk.config().admin().url();
    }

    /**
     * Listens from now until {@link #close()}.
     *
     * @param properties the JVM's
     * @param executor carries out the requests; not the one that writes answers
     * @throws IOException when the address cannot be listened at
     */
    public static AdminServer open(Desk desk, Map<String, String> properties, Executor executor) throws IOException {
        HttpServer server = HttpServer.create(desk.config().admin().address(), 0);
        AdminServer admin = new AdminServer(server, desk, new Commands(desk, Map.copyOf(properties)));
        server.createContext("/", admin::exchange);
        server.setExecutor(executor);
        server.start();
        InetSocketAddress address = server.getAddress();
        LOG.info(
                "Started AdminServer on address {}, port {} and command URL {}",
                address.getHostString(),
                address.getPort(),
                admin.url);
        return admin;
    }

    /** Where it listens, with the port it was given. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("TRACE")) {
                exchange.sendResponseHeaders(FORBIDDEN, -1);
            } else if (path.equals(url) || path.equals(url + "/")) {
                send(exchange, OK, "text/html;charset=utf-8", index());
            } else if (path.startsWith(url + "/")) {
                command(exchange, path.substring(url.length() + 1));
            } else {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
            }
        }
    }

    private String index() {
        StringBuilder html = new StringBuilder();
        List<String> names = new ArrayList<>(commands.names());
        names.add(SnapshotCommand.NAME);
        Collections.sort(names);
        for (String name : names) {
            html.append("<a href=\"")
                    .append(url)
                    .append('/')
                    .append(name)
                    .append("\">")
                    .append(name)
                    .append("</a>\n<br/>\n");
        }
        return html.toString();
    }

    private void command(HttpExchange exchange, String typed) throws IOException {
        String name = typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
        Command command = commands.find(name);
        if (name.equals(SnapshotCommand.NAME) || name.equals(SnapshotCommand.ALIAS)) {
            snapshot(exchange);
        } else if (command == null) {
            reply(exchange, name, Map.of("error", "Unknown command: " + name));
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            exchange.sendResponseHeaders(WRONG_METHOD, -1);
        } else if (command.needsService() && !desk.serves()) {
            reply(exchange, command.name(), Map.of("error", NOT_SERVING));
        } else {
            reply(exchange, command.name(), run(command, exchange));
        }
    }

    private void snapshot(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            exchange.sendResponseHeaders(WRONG_METHOD, -1);
        } else if (!desk.serves()) {
            reply(exchange, SnapshotCommand.NAME, Map.of("error", NOT_SERVING));
        } else {
            snapshots.answer(exchange, parameters(exchange.getRequestURI().getRawQuery()));
        }
    }

    private static Map<String, Object> run(Command command, HttpExchange exchange) {
        try {
            return command.run()
                    .apply(parameters(exchange.getRequestURI().getRawQuery()))
                    .get(COMMAND_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            LOG.warn("The command {} failed", command.name(), e.getCause());
            return Map.of("error", "The command failed: " + e.getCause());
        } catch (TimeoutException _) {
            return Map.of("error", "No answer within " + COMMAND_LIMIT_MS + " ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Map.of("error", NOT_SERVING);
        }
    }

    /** If a parameter repeats, the first one counts. */
    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                int equals = part.indexOf('=');
                String key = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.putIfAbsent(decoded(key), decoded(value));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static void reply(HttpExchange exchange, String command, Map<String, Object> fields) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>(fields);
        answer.put("command", command);
        answer.putIfAbsent("error", null);
        send(exchange, OK, "application/json", Json.text(answer));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
