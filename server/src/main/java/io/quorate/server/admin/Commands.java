package io.quorate.server.admin;

import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.metrics.Mntr;
import io.quorate.storage.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The AdminServer's commands (operations 1.2). Safe for any thread. */
final class Commands {
    private static final String MASKED = "(not shown)";

    private final Desk desk;
    private final Map<String, String> properties;
    private final Map<String, Command> byName = new TreeMap<>();
    private final Map<String, Command> primary = new TreeMap<>();

    /**
     * The commands at a desk.
     *
     * @param properties the JVM's
     */
    Commands(Desk desk, Map<String, String> properties) {
        this.desk = desk;
        this.properties = properties;
        configuration();
        connections();
        figures();
        sessionsAndWatches();
        disk();
        ensemble();
        tracing();
    }

    /** The command by any of its names, or null. */
    @Nullable
    Command find(String name) {
        return byName.get(name);
    }

    /** Primary names, sorted. */
    List<String> names() {
        return List.copyOf(primary.keySet());
    }

    private void configuration() {
        add("configuration", List.of("conf", "config"), () -> done(Shapes.configuration(desk.layout())));
        add(
                "initial_configuration",
                List.of("icfg"),
                () -> done(one("initial_configuration", desk.config().origin().text())));
        addAlways("environment", List.of("env", "envi"), () -> done(environment()));
        addAlways("system_properties", List.of("sysp"), () -> done(systemProperties()));
    }

    private void connections() {
        add(
                "connections",
                List.of("cons"),
                () -> desk.instance().connections().thenApply(connections -> Shapes.connections(connections, false)));
        add(
                "connection_stat_reset",
                List.of("crst"),
                () -> desk.instance().resetConnections().thenApply(_ -> Map.of()));
        add("stat_reset", List.of("srst"), () -> desk.resetServer().thenApply(_ -> Map.of()));
    }

    private void figures() {
        add("ruok", List.of(), () -> done(Map.of()));
        add("is_read_only", List.of("isro"), () -> done(one("read_only", false)));
        add("server_stats", List.of("srvr"), this::server);
        add(
                "stats",
                List.of("stat"),
                () -> server().thenCombine(desk.instance().connections(), (fields, connections) -> {
                    fields.putAll(Shapes.connections(connections, true));
                    return fields;
                }));
        addAlways(
                "monitor",
                List.of("mntr"),
                () -> desk.rank().thenCombine(desk.samples(), (rank, samples) -> {
                    Map<String, Object> fields = desk.standing(rank);
                    fields.putAll(Mntr.values(samples));
                    return fields;
                }));
        add(
                "hash",
                List.of(),
                () -> desk.instance()
                        .look(Survey::digests)
                        .thenApply(digests -> one("digests", Shapes.digests(digests))));
    }

    private CompletableFuture<Map<String, Object>> server() {
        return desk.survey()
                .thenApplyAsync(
                        survey -> Shapes.server(
                                desk.version(),
                                desk.instance().door(),
                                survey,
                                desk.instance().sizes(),
                                desk.recorder().slowSyncs(),
                                desk.uptimeMs()),
                        desk.writers());
    }

    private void sessionsAndWatches() {
        add("dump", List.of(), () -> desk.instance().look(Survey.Sessions::of).thenApply(Shapes::dump));
        add(
                "watches",
                List.of("wchc"),
                () -> desk.instance()
                        .look(Survey::watches)
                        .thenApply(watches -> one(
                                "session_id_to_watched_paths",
                                Shapes.grouped(watches, Survey.Watch::sessionId, Survey.Watch::path))));
        add(
                "watches_by_path",
                List.of("wchp"),
                () -> desk.instance()
                        .look(Survey::watches)
                        .thenApply(watches -> one(
                                "path_to_session_ids",
                                Shapes.grouped(watches, Survey.Watch::path, Survey.Watch::sessionId))));
        add(
                "watch_summary",
                List.of("wchs"),
                () -> desk.instance().look(Survey.WatchSummary::of).thenApply(summary -> {
                    Map<String, Object> fields = one("num_connections", summary.connections());
                    fields.put("num_paths", summary.paths());
                    fields.put("num_total_watches", summary.total());
                    return fields;
                }));
    }

    private void disk() {
        add("dirs", List.of(), () -> {
            Storage.Sizes sizes = desk.instance().sizes();
            Map<String, Object> fields = one("datadir_size", sizes.dataBytes());
            fields.put("logdir_size", sizes.logBytes());
            return done(fields);
        });
        add("last_snapshot", List.of("lsnp"), () -> {
            Storage.LastSnapshot last = desk.instance().lastSnapshot();
            Map<String, Object> fields = one("zxid", Long.toHexString(last.zxid()));
            fields.put("timestamp", last.modifiedMs() < 0 ? -1 : last.modifiedMs() / 1000);
            return done(fields);
        });
    }

    private void ensemble() {
        EnsembleConfig members = desk.config().ensemble();
        add(
                "leader",
                List.of("lead"),
                () -> members == null
                        ? done(one("error", "server is not initialized"))
                        : desk.rank().thenApplyAsync(rank -> EnsembleShapes.leader(members, rank), desk.writers()));
        add(
                "observers",
                List.of("obsr"),
                () -> desk.rank().thenCombine(desk.instance().learnerLinks(), EnsembleShapes::observers));
        add("observer_connection_stat_reset", List.of("orst"), () -> done(Map.of()));
        add("voting_view", List.of(), () -> done(one("current_config", EnsembleShapes.voters(members))));
        addAlways(
                "zabstate",
                List.of(),
                () -> desk.rank().thenApplyAsync(rank -> EnsembleShapes.zabState(members, rank), desk.writers()));
    }

    private void tracing() {
        addAlways(
                "get_trace_mask",
                List.of("gtmk"),
                () -> done(one("tracemask", desk.traceMask().get())));
        put(new Command("set_trace_mask", List.of("stmk"), false, this::setTraceMask));
    }

    private CompletableFuture<Map<String, Object>> setTraceMask(Map<String, String> parameters) {
        String given = parameters.get("traceMask");
        try {
            if (given != null) {
                desk.traceMask().set(Long.parseLong(given));
                return done(one("tracemask", desk.traceMask().get()));
            }
        } catch (NumberFormatException _) {
            return done(one("error", "setTraceMask requires long traceMask argument, got " + given));
        }
        return done(one("error", "setTraceMask requires long traceMask argument"));
    }

    private Map<String, Object> environment() {
        Map<String, Object> fields = new LinkedHashMap<>();
        desk.environment().get().entries().forEach(entry -> fields.put(entry.key(), entry.value()));
        return fields;
    }

    /** ZooKeeper shows passwords here, since it keeps its configuration in properties. */
    private Map<String, Object> systemProperties() {
        Map<String, Object> fields = new TreeMap<>();
        properties.forEach((name, value) -> fields.put(name, isSecret(name) ? MASKED : value));
        return fields;
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("password") || lower.contains("secret") || lower.contains("superdigest");
    }

    private void add(String name, List<String> aliases, Supplier<CompletableFuture<Map<String, Object>>> run) {
        put(new Command(name, aliases, true, _ -> run.get()));
    }

    private void addAlways(String name, List<String> aliases, Supplier<CompletableFuture<Map<String, Object>>> run) {
        put(new Command(name, aliases, false, _ -> run.get()));
    }

    private void put(Command command) {
        primary.put(command.name(), command);
        byName.put(command.name(), command);
        command.aliases().forEach(alias -> byName.put(alias, command));
    }

    private static Map<String, Object> one(String name, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        return fields;
    }

    private static CompletableFuture<Map<String, Object>> done(Map<String, Object> fields) {
        return CompletableFuture.completedFuture(fields);
    }
}
