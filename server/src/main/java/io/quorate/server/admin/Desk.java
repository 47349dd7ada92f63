package io.quorate.server.admin;

import io.quorate.replica.ReplicaView;
import io.quorate.replica.port.Time;
import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.config.ServerConfig;
import io.quorate.server.metrics.Inventory;
import io.quorate.server.metrics.Mntr;
import io.quorate.server.metrics.Recorder;
import io.quorate.server.metrics.Sample;
import io.quorate.tree.access.Quotas;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Role;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What both ways of asking share: the instance, what is known of it beforehand, and the trace mask. Safe for any
 * thread.
 *
 * @param instance the running server
 * @param config what it runs with
 * @param layout what {@code conf} tells
 * @param version which version it is
 * @param environment where it runs; asked only when wanted
 * @param recorder what is measured here
 * @param startedMs monotonic ms when it began to serve
 * @param time the clocks
 * @param writers makes answers, away from the threads that serve clients
 * @param traceMask kept for {@code stmk}; nothing is traced
 */
public record Desk(
        Instance instance,
        ServerConfig config,
        Layout layout,
        Version version,
        Supplier<Environment> environment,
        Recorder recorder,
        long startedMs,
        Time time,
        Executor writers,
        AtomicLong traceMask) {
    /** What ZooKeeper begins with: requests, sessions, packets from the server, warnings. */
    static final long DEFAULT_TRACE_MASK = 306;

    /** A desk for a server that does not listen yet. */
    public static Desk of(
            Instance instance,
            ServerConfig config,
            Supplier<Environment> environment,
            Recorder recorder,
            Time time,
            Executor writers) {
        return new Desk(
                instance,
                config,
                Layout.of(config, configuredPort(config), configuredSecurePort(config)),
                Version.current(),
                environment,
                recorder,
                time.monotonicMs(),
                time,
                writers,
                new AtomicLong(DEFAULT_TRACE_MASK));
    }

    /** How long it has been serving. */
    long uptimeMs() {
        return time.monotonicMs() - startedMs;
    }

    /** What the member is among others; one that serves nobody while the server starts or stops. */
    CompletableFuture<Rank> rank() {
        return instance.isServing()
                ? instance.look(Rank::of)
                : CompletableFuture.completedFuture(new Rank(new Role.Retired(), List.of(), 0, 0));
    }

    /** Whether clients are served; waits for the answer. */
    boolean serves() {
        return rank().thenApply(Rank::serves).exceptionally(_ -> false).join();
    }

    CompletableFuture<Survey> survey() {
        return instance.look(Survey::of);
    }

    /** All metrics, or none if the operator wants none. */
    public CompletableFuture<List<Sample>> samples() {
        if (config.metrics().provider() == ServerConfig.Metrics.Provider.NONE) {
            return CompletableFuture.completedFuture(List.of());
        }
        return instance.look(this::replica)
                .thenApplyAsync(
                        replica -> new Inventory(recorder).samples(instance.door(), replica, uptimeMs()), writers);
    }

    private Inventory.Replica replica(ReplicaView view) {
        Survey survey = Survey.of(view);
        return new Inventory.Replica(
                survey.znodes(),
                survey.ephemerals(),
                survey.dataSize(),
                survey.sessions(),
                survey.watches(),
                quotas(view),
                Inventory.Counts.of(view.tally()),
                ensemble(survey));
    }

    private Inventory.@Nullable Ensemble ensemble(Survey survey) {
        EnsembleConfig members = config.ensemble();
        if (members == null) {
            return null;
        }
        int voters = (int) members.peers().stream()
                .filter(EnsembleConfig.Peer::participant)
                .count();
        Rank rank = survey.rank();
        return new Inventory.Ensemble(voters, rank.leads() ? reign(members, survey) : null);
    }

    private static Inventory.Reign reign(EnsembleConfig members, Survey survey) {
        int followers = 0;
        int strangers = 0;
        int observers = 0;
        for (LearnerState learner : survey.rank().learners()) {
            EnsembleConfig.Peer peer = members.find(learner.id().value());
            int synced = learner.serves() ? 1 : 0;
            if (learner.observes()) {
                observers += synced;
            } else if (peer != null && peer.participant()) {
                followers += synced;
            } else {
                strangers += synced;
            }
        }
        Survey.Proposals sizes = survey.proposals();
        return new Inventory.Reign(
                survey.rank().learners().size(),
                followers,
                strangers,
                observers,
                survey.rank().pendingSyncs(),
                List.of(sizes.last(), sizes.min(), sizes.max()));
    }

    private static List<Inventory.Quota> quotas(ReplicaView view) {
        List<Inventory.Quota> quotas = new ArrayList<>();
        Quotas.forEach(
                view.tree(),
                (path, count, bytes, countLimit, bytesLimit) ->
                        quotas.add(new Inventory.Quota(path, count, bytes, countLimit, bytesLimit)));
        return quotas;
    }

    CompletableFuture<String> mntr() {
        return rank().thenCombine(samples(), (rank, samples) -> Mntr.text(standing(rank), samples));
    }

    /** The lines of {@code mntr} that are no metrics. */
    Map<String, Object> standing(Rank rank) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("version", version.text());
        words.put("server_state", rank.mode());
        String state = rank.peerState();
        EnsembleConfig members = config.ensemble();
        if (state != null && members != null) {
            words.put("peer_state", state);
            Long master = rank.role() instanceof Role.Observing ? rank.leader(members.self()) : null;
            if (master != null) {
                words.put("observer_master_id", master);
            }
        }
        return words;
    }

    CompletableFuture<Void> resetServer() {
        recorder.reset();
        return instance.resetServer();
    }

    private static int configuredPort(ServerConfig config) {
        InetSocketAddress address = config.clients().address();
        return address == null ? -1 : address.getPort();
    }

    private static int configuredSecurePort(ServerConfig config) {
        ServerConfig.Tls tls = config.tls();
        InetSocketAddress address = tls == null ? null : tls.address();
        return address == null ? -1 : address.getPort();
    }

    /** The same desk once it is known which ports clients connect to, −1 for none. */
    public Desk withPorts(int clientPort, int securePort) {
        return new Desk(
                instance,
                config,
                Layout.of(config, clientPort, securePort),
                version,
                environment,
                recorder,
                startedMs,
                time,
                writers,
                traceMask);
    }
}
