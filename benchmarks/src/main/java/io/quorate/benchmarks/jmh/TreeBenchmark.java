package io.quorate.benchmarks.jmh;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.tree.FastReader;
import io.quorate.tree.ReadCell;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Outcome;
import io.quorate.tree.prepare.OutstandingView;
import io.quorate.tree.prepare.Preparer;
import io.quorate.tree.txn.TxnHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Finding znodes, and a write from request to changed tree, on one member without its disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TreeBenchmark {
    private static final int VALUE = 100;
    private static final long SESSION = 0x100000000000001L;
    private static final long NOW = 1_800_000_000_000L;
    private static final int PARENTS = 100;

    /** Znodes in the tree. */
    @Param({"100000"})
    public int znodes = 100_000;

    private final TreeLimits limits = new TreeLimits(false, false, false, true, 42);
    private final ZnodeTree tree = new ZnodeTree(limits);
    private final OutstandingView overlay = new OutstandingView(tree);
    private final AccessRules rules = Schemes.standard().rules(limits);
    private final Preparer preparer = new Preparer(overlay, rules, limits);
    private final Applier applier = Applier.silent(false);
    private final List<Identity> who = List.of(new Identity("ip", "127.0.0.1"));
    private final FastReader reader = tree.fastReader();
    private final ReadCell cell = new ReadCell();
    private final byte[] value = new byte[VALUE];

    private String[] paths = {};
    private byte[][] encoded = {};
    private long zxid;
    private int next;

    /** Fills the tree by the same way that writes take. */
    @Setup
    public void fill() {
        write(
                new TxnHeader(SESSION, 0, ++zxid, NOW),
                preparer.createSession(new TxnHeader(SESSION, 0, zxid, NOW), 30_000));
        for (int parent = 0; parent < PARENTS; parent++) {
            create("/p" + parent);
        }
        paths = new String[znodes];
        encoded = new byte[znodes][];
        for (int i = 0; i < znodes; i++) {
            paths[i] = "/p" + i % PARENTS + "/k" + i;
            encoded[i] = paths[i].getBytes(StandardCharsets.UTF_8);
            create(paths[i]);
        }
    }

    private void create(String path) {
        apply(new WriteRequest.Create(WriteRequest.CreateForm.CREATE, path, value, Acl.OPEN, 0, -1));
    }

    private Outcome apply(WriteRequest request) {
        TxnHeader header = new TxnHeader(SESSION, 1, ++zxid, NOW);
        return write(header, preparer.prepare(header, request, who));
    }

    private Outcome write(TxnHeader header, Preparer.Prepared prepared) {
        tree.beginBatch();
        Outcome outcome = applier.apply(tree, header, prepared.txn());
        overlay.appliedUpTo(header.zxid());
        tree.endBatch();
        return outcome;
    }

    private int another() {
        next = (next + 7919) % znodes;
        return next;
    }

    /** A znode by its path, on the driver's thread. */
    @Benchmark
    public Znode find() {
        return Objects.requireNonNull(tree.find(paths[another()]));
    }

    /** A znode by the bytes of its path, as an event loop reads it beside the driver. */
    @Benchmark
    public ReadCell fastRead() {
        byte[] path = encoded[another()];
        if (!reader.read(path, 0, path.length, cell) || !cell.found) {
            throw new IllegalStateException("nothing has changed, and yet the reader did not find " + paths[next]);
        }
        return cell;
    }

    /** A setData from its request to the changed tree. */
    @Benchmark
    public Outcome setData() {
        return apply(new WriteRequest.SetData(paths[another()], value, -1));
    }

    /** A create and the delete that undoes it. */
    @Benchmark
    public Outcome createAndDelete() {
        String path = paths[another()] + "/child";
        create(path);
        return apply(new WriteRequest.Delete(path, -1));
    }
}
