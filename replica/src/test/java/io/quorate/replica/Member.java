package io.quorate.replica;

import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.Request;
import io.quorate.replica.ReplicaConfig.ReapingRules;
import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Snapshots;
import io.quorate.replica.session.SessionIds;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Schemes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A replica with doors of memory: the log is durable when the test says so, and the clock stands where it is put. */
final class Member implements Journal, Snapshots {
    static final int TICK_MS = 1000;

    final ZnodeTree tree;
    final Replica replica;
    final List<Told> told = new ArrayList<>();
    final ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    private long appended;
    private long submitted;
    private long persisted;
    private long nowMs = 100_000;
    long wallMs = 1_700_000_000_000L;
    int rolls;
    int snapshotsEnded;

    Member() {
        this(new SnapshotRules(100_000, 0, true, true, 1));
    }

    Member(SnapshotRules rules) {
        TreeLimits limits = new TreeLimits(true, true, false, true, 12345);
        AccessRules access = Schemes.standard().rules(limits);
        tree = new ZnodeTree(limits);
        ReplicaConfig config =
                new ReplicaConfig(1, TICK_MS, 2 * TICK_MS, 20 * TICK_MS, rules, new ReapingRules(60_000, 10_000, 0));
        replica = new Replica(
                config, tree, limits, access, new Replica.Ports(this, this, told::add), new SessionIds(1, 1000), 0);
        replica.begin(nowMs, wallMs);
    }

    /** A connection with a new session, its log synced. */
    RecordingLink connect() {
        RecordingLink link = new RecordingLink();
        link.heardAt(nowMs);
        take(new Input.Connect(link, new ConnectRequest(0, 10_000, 0, new byte[16], false, true)));
        sync();
        link.take();
        return link;
    }

    /** A request, taken at once. */
    void ask(RecordingLink link, int xid, Request request) {
        link.heardAt(nowMs);
        List<Identity> who = link.identities();
        take(new Input.FromClient(link, xid, request, who));
    }

    /** A request, taken and synced. */
    List<String> call(RecordingLink link, int xid, Request request) {
        ask(link, xid, request);
        sync();
        return link.take();
    }

    void take(Input input) {
        replica.time(nowMs, wallMs);
        replica.step(input);
        replica.endInputs();
        replica.endBatch();
    }

    /** The disk confirms everything. */
    void sync() {
        while (persisted < submitted) {
            persisted = submitted;
            take(new Input.Persisted(persisted));
        }
    }

    void passMs(long ms) {
        nowMs += ms;
        wallMs += ms;
        take(new Input.Tick());
        sync();
    }

    long lastAppended() {
        return appended;
    }

    @Override
    public void append(long zxid, byte[] payload, int offset, int length) {
        appended = zxid;
    }

    @Override
    public void submit() {
        submitted = appended;
    }

    @Override
    public void roll() {
        rolls++;
    }

    @Override
    public void begin(long zxid) {
        snapshot.reset();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        snapshot.write(bytes, offset, length);
    }

    @Override
    public long backlogBytes() {
        return 0;
    }

    @Override
    public void end() {
        snapshotsEnded++;
    }

    @Override
    public void abandon() {
        snapshot.reset();
    }
}
