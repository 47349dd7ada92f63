package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.client.Operation;
import io.quorate.benchmarks.process.CpuTime;
import io.quorate.benchmarks.report.Figures;
import io.quorate.benchmarks.report.Measurement;
import io.quorate.benchmarks.scenario.Events;
import io.quorate.benchmarks.scenario.SessionCosts;
import io.quorate.benchmarks.scenario.Throughput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** All that is compared, with what is expected of Quorate. */
public final class Trials {
    private static final int SESSIONS = 64;
    private static final int DEEP = 8;
    private static final int WATCHERS = 1000;
    private static final int IDLERS = 10_000;
    private static final int CHILDREN = 100_000;
    private static final int MILLION = 1_000_000;
    private static final double OFFERED = 2000;
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    private Trials() {}

    /** Every trial, the quick ones first. */
    public static List<Trial> all() {
        List<Trial> trials = new ArrayList<>();
        for (int value : List.of(100, 1000)) {
            trials.add(throughput("read", DEEP, "get", value, 10));
            trials.add(throughput("write", DEEP, "set", value, 6));
            trials.add(throughput("mix9010", DEEP, "get=90,set=10", value, 0));
            trials.add(throughput("mix5050", DEEP, "get=50,set=50", value, 0));
            trials.add(throughput("read", 1, "get", value, 4));
            trials.add(throughput("write", 1, "set", value, 3));
            trials.add(throughput("mix9010", 1, "get=90,set=10", value, 0));
            trials.add(throughput("mix5050", 1, "get=50,set=50", value, 0));
        }
        trials.add(lone(Operation.GET, 3.5));
        trials.add(lone(Operation.SET, 1.7));
        trials.add(equalLoad());
        trials.add(events());
        trials.add(openAndClose());
        trials.add(listing());
        trials.add(idle());
        trials.add(new StartTrial());
        trials.add(new MillionTrial(MILLION));
        trials.addAll(ensembles());
        return trials;
    }

    /** Three servers of each kind at a time, on one machine. */
    private static List<Trial> ensembles() {
        return List.of(
                three("read", DEEP, "get", 10),
                three("write", DEEP, "set", 6),
                three("mix9010", DEEP, "get=90,set=10", 8),
                three("read", 1, "get", 4),
                three("write", 1, "set", 3),
                new EnsembleTrial(
                        "three-equal-load",
                        SESSIONS,
                        1,
                        OFFERED,
                        Mix.parse("get=90,set=10"),
                        List.of(
                                Metric.less(LoadTrial.percentile(Operation.GET, 99), 2),
                                Metric.less(LoadTrial.percentile(Operation.SET, 99), 2),
                                Metric.more(LoadTrial.PER_CPU_SECOND, 0))),
                new FailoverTrial(false),
                new FailoverTrial(true),
                new BlankMemberTrial(MILLION));
    }

    private static Trial three(String what, int depth, String mix, double expected) {
        List<Metric> metrics =
                List.of(Metric.more(LoadTrial.PER_CPU_SECOND, expected), Metric.more(LoadTrial.PER_SECOND, 0));
        return new EnsembleTrial(
                "three-" + what + "-" + SESSIONS + "x" + depth, SESSIONS, depth, 0, Mix.parse(mix), metrics);
    }

    private static Trial throughput(String what, int depth, String mix, int value, double expected) {
        String name = what + "-" + SESSIONS + "x" + depth + "-" + value;
        List<Metric> metrics =
                List.of(Metric.more(LoadTrial.PER_CPU_SECOND, expected), Metric.more(LoadTrial.PER_SECOND, 0));
        return new LoadTrial(name, SESSIONS, depth, 0, Mix.parse(mix), value, metrics);
    }

    private static Trial lone(Operation operation, double expected) {
        List<Metric> metrics = List.of(
                Metric.less(LoadTrial.percentile(operation, 50), expected),
                Metric.less(LoadTrial.percentile(operation, 99), 0),
                Metric.more(LoadTrial.PER_CPU_SECOND, 0));
        return new LoadTrial("lone-" + operation.label(), 1, 1, 0, Mix.only(operation), 100, metrics);
    }

    private static Trial equalLoad() {
        List<Metric> metrics = List.of(
                Metric.less(LoadTrial.percentile(Operation.GET, 99), 2),
                Metric.less(LoadTrial.percentile(Operation.SET, 99), 2),
                Metric.less(LoadTrial.percentile(Operation.GET, 50), 0),
                Metric.less(LoadTrial.percentile(Operation.SET, 50), 0),
                Metric.more(LoadTrial.PER_CPU_SECOND, 0));
        Mix mix = Mix.parse("get=90,set=10");
        return new LoadTrial("equal-load", SESSIONS, 1, OFFERED, mix, 100, metrics);
    }

    private static Trial events() {
        List<Metric> metrics = List.of(Metric.less("cpu_us_per_event", 4), Metric.less("last_event_after_p50_us", 0));
        return new QuestionTrial(
                "events",
                metrics,
                Integer.MAX_VALUE,
                (contender, server, arena) -> Events.measure(
                        server.address(), pid(server), WATCHERS, arena.warmUp("events", contender), arena.slice()));
    }

    private static Trial openAndClose() {
        List<Metric> metrics = List.of(Metric.less("cpu_us_per_session", 4), Metric.more("sessions_per_second", 0));
        return new QuestionTrial(
                "sessions",
                metrics,
                Integer.MAX_VALUE,
                (contender, server, arena) -> SessionCosts.openAndClose(
                        server.address(), pid(server), 16, arena.warmUp("sessions", contender), arena.slice()));
    }

    private static Trial idle() {
        List<Metric> metrics = List.of(Metric.less("cpu_us_per_ping", 8), Metric.less("ping_p99_us", 0));
        return new QuestionTrial(
                "idle",
                metrics,
                3,
                (_, server, _) ->
                        SessionCosts.idle(server.address(), pid(server), IDLERS, PING_INTERVAL, PING_INTERVAL));
    }

    private static Trial listing() {
        List<Metric> metrics = List.of(Metric.less("cpu_us_per_listing", 10), Metric.less("listing_p50_us", 0));
        return new QuestionTrial("list", metrics, Integer.MAX_VALUE, Trials::list);
    }

    private static Figures list(Contender contender, Contender.Running server, Arena arena) {
        KeySpace space = new KeySpace("/bench-list", CHILDREN, 0);
        if (arena.isFirst("children", contender)) {
            Keys.create(server.address(), space, Frames.value(0));
        }
        Load load = new Load(server.address(), 1, 1, 0, Mix.only(Operation.CHILDREN), 0, space, 1);
        Measurement found = Throughput.measure(load, arena.warmUp("list", contender), arena.slice(), pid(server));
        CpuTime used = found.server();
        double micros =
                used == null ? Double.NaN : used.server() / 1e3 / found.tally().count();
        return new Figures("listing")
                .with("cpu_us_per_listing", micros)
                .with("listing", found.tally().together());
    }

    private static OptionalLong pid(Contender.Running server) {
        return OptionalLong.of(server.process().pid());
    }
}
