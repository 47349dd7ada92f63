package io.quorate.benchmarks.jmh;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Response;
import io.quorate.replica.Tally;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.watch.WatchTable;
import io.quorate.replica.watch.Watcher;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Schemes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Setting watches and firing them, with connections that only count what they are told. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WatchBenchmark {
    private static final String WATCHED = "/services/one";
    private static final int PATHS = 10_000;

    /** Connections that watch one znode. */
    @Param({"1000"})
    public int watchers = 1000;

    private final AccessRules rules = Schemes.standard().rules(new TreeLimits(false, false, false, true, 42));
    private final WatchTable table = new WatchTable(rules, new Tally());
    private final Watcher alone = new Watcher(new Counting(), 1);
    private final Counting lone = new Counting();
    private final Watcher reader = new Watcher(lone, 2);
    private final String[] paths = new String[PATHS];
    private final List<Counting> links = new ArrayList<>();
    private long zxid;
    private int next;

    /** Sets the persistent watches, and some elsewhere that nothing fires. */
    @Setup
    public void watch() {
        for (int i = 0; i < PATHS; i++) {
            paths[i] = "/elsewhere/p" + i;
            table.watchData(alone, "/unchanged/p" + i);
        }
        for (int i = 0; i < watchers; i++) {
            Counting link = new Counting();
            links.add(link);
            table.watchAlways(new Watcher(link, 100L + i), WATCHED, false);
        }
    }

    /** One change that every watcher is told. */
    @Benchmark
    public long tellAll() {
        table.dataChanged(++zxid, WATCHED, Acl.OPEN);
        return told(links.getLast(), zxid);
    }

    /** A one-shot watch set and fired. */
    @Benchmark
    public long setAndFire() {
        next = next + 1 == PATHS ? 0 : next + 1;
        table.watchData(reader, paths[next]);
        table.dataChanged(++zxid, paths[next], Acl.OPEN);
        return told(lone, zxid);
    }

    /** A change that nobody watches, which is what most changes are. */
    @Benchmark
    public int tellNobody() {
        table.dataChanged(++zxid, "/nobody/cares", Acl.OPEN);
        return table.size();
    }

    private static long told(Counting link, long expected) {
        if (link.lastZxid != expected) {
            throw new IllegalStateException("told of " + link.lastZxid + ", not of " + expected);
        }
        return link.events;
    }

    /** Stands at the other end of the replica's port, as the client door does. */
    private static final class Counting implements ClientLink {
        private final List<Identity> identities = List.of(new Identity("ip", "127.0.0.1"));
        private @Nullable Attachment attachment;
        private long events;
        private long lastZxid;

        @Override
        public List<Identity> identities() {
            return identities;
        }

        @Override
        public long lastHeardMs() {
            return 0;
        }

        @Override
        public @Nullable Attachment attachment() {
            return attachment;
        }

        @Override
        public void attach(@Nullable Attachment newAttachment) {
            attachment = newAttachment;
        }

        @Override
        public void accept(ConnectResponse response) {
            throw new IllegalStateException("no handshake is measured, but there was " + response);
        }

        @Override
        public void reply(int xid, long zxid, int error, Response body) {
            throw new IllegalStateException("no reply is measured, but there was one to " + xid);
        }

        @Override
        public void event(long zxid, EventType type, String path) {
            events++;
            lastZxid = zxid;
        }

        @Override
        public void close() {
            throw new IllegalStateException("nothing here closes a connection");
        }
    }
}
