package io.quorate.simulator.member;

import io.quorate.replica.Input;
import io.quorate.replica.Replica;
import io.quorate.replica.ReplicaView;
import io.quorate.replica.Told;
import io.quorate.replica.driver.Recovery;
import io.quorate.replica.driver.RecoveryException;
import io.quorate.replica.driver.ReplicaDriver;
import io.quorate.replica.port.Stored;
import io.quorate.replica.port.Time;
import io.quorate.replica.session.SessionIds;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.TreeImage;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import io.quorate.storage.log.TxnLog;
import io.quorate.storage.snapshot.SnapshotWriter;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.snapshot.SnapshotEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One standalone member: the production replica, driver, recovery and storage, on a simulated disk and this world's
 * clock. It is started, dies at any moment, and is started again on what the disk kept.
 */
public final class Member {
    private static final int MOST_BYTES = 4 << 20;
    private static final long TURN_DELAY = World.MS / 50;
    private static final int ENCODED_AT_ONCE = 1 << 20;

    private final World world;
    private final History history;
    private final SimulatedDisk disk;
    private final MemberSettings settings;
    private final Tampering tampering;
    private final AccessRules rules;
    private final Dice dice;
    private final SimulatedTime clock;
    private final Time time;
    private final Effects effects = new Effects();
    private final TreeMap<Integer, Connection> connections = new TreeMap<>();
    private final List<Connection> speaking = new ArrayList<>();
    private final ArrayDeque<Input> inbox = new ArrayDeque<>();
    private @Nullable ReplicaDriver driver;
    private boolean up;
    private boolean turning;
    private int boot;
    private int connectionCount;
    private boolean diskIsFaulty;
    private boolean refusesToStart;

    /** A member that has never been started. */
    public Member(
            World world,
            History history,
            SimulatedDisk disk,
            MemberSettings settings,
            Tampering tampering,
            AccessRules rules,
            Dice dice) {
        this.world = world;
        this.history = history;
        this.disk = disk;
        this.settings = settings;
        this.tampering = tampering;
        this.rules = tampering.rules(rules);
        this.dice = dice;
        this.clock = new SimulatedTime(world);
        this.time = tampering.time(clock);
    }

    World world() {
        return world;
    }

    History history() {
        return history;
    }

    Tampering tampering() {
        return tampering;
    }

    /** Counts its effects, and can end it before one. */
    public Effects effects() {
        return effects;
    }

    /** Its disk. */
    public SimulatedDisk disk() {
        return disk;
    }

    /** Its wall clock. */
    public SimulatedTime clock() {
        return clock;
    }

    Time time() {
        return time;
    }

    /** How often it has been started. */
    public int boot() {
        return boot;
    }

    /** Whether it runs. */
    public boolean isUp() {
        return up;
    }

    /** Whether it will never run again: it refuses what it finds on the disk. */
    public boolean refusesToStart() {
        return refusesToStart;
    }

    /** From now on the disk may refuse to read or write, so a start that is refused is no wonder. */
    public void diskIsFaulty(boolean faulty) {
        diskIsFaulty = faulty;
    }

    /** A new connection, or null if nobody listens. */
    public @Nullable Connection open(Connection.ClientSide client, String address, Dice network) {
        if (!up) {
            return null;
        }
        Connection connection = new Connection(++connectionCount, this, client, address, network);
        connections.put(connection.number(), connection);
        return connection;
    }

    /** Puts an input into the inbox. */
    public void post(Input input) {
        if (up) {
            inbox.add(input);
            wake();
        }
    }

    /** Looks at the replica between two inputs. */
    public void inspect(Consumer<ReplicaView> visitor) {
        post(new Input.Inspect(visitor));
    }

    private void wake() {
        if (!turning) {
            turning = true;
            in(dice.delay(TURN_DELAY), this::turn);
        }
    }

    /** Runs {@code action} later unless this life of the member has ended by then. */
    void in(long nanos, Runnable action) {
        int life = boot;
        world.in(nanos, () -> {
            if (up && boot == life) {
                guarded(action);
            }
        });
    }

    void hasSaid(Connection connection) {
        speaking.add(connection);
    }

    private void turn() {
        turning = false;
        ReplicaDriver current = driver;
        if (current != null) {
            int taken = current.runOnce(settings.mostInputs());
            world.note(Mark.TURN, taken, inbox.size(), () -> "");
            if (up && !inbox.isEmpty()) {
                wake();
            }
        }
    }

    private void flush() {
        effects.next();
        for (Connection connection : speaking) {
            connection.flush();
        }
        speaking.clear();
    }

    /** Whatever happens inside a member ends at most the member. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (PowerCut cut) {
            die(String.valueOf(cut.getMessage()), true);
        } catch (CrashedException crash) {
            die(String.valueOf(crash.getMessage()), true);
        } catch (StorageException failure) {
            die(String.valueOf(failure.getMessage()), dice.coin());
        } catch (RuntimeException | AssertionError broken) {
            broke(broken);
        }
    }

    private void broke(Throwable broken) {
        StackTraceElement[] stack = broken.getStackTrace();
        String where = stack.length == 0 ? "" : " at " + stack[0];
        history.add(new Entry.Alarmed(world.now(), Promise.L10, broken + where));
        die(broken.toString(), false);
    }

    /** The power fails, and nothing survives that was not made durable. */
    public void losePower() {
        die("the last power cut", true, Survival.NOTHING);
    }

    /** The member dies now: with the power, or alone. */
    public void die(String why, boolean powerCut) {
        die(why, powerCut, dice.oneOf(Survival.values()));
    }

    private void die(String why, boolean powerCut, Survival survival) {
        if (!up) {
            return;
        }
        up = false;
        driver = null;
        turning = false;
        inbox.clear();
        speaking.clear();
        effects.spare();
        history.add(new Entry.Stopped(world.now(), boot, why));
        world.note(Mark.DOWN, boot, powerCut ? 1 : 0, () -> why);
        connections.values().forEach(Connection::memberDied);
        connections.clear();
        if (powerCut) {
            disk.powerCut(survival);
        } else {
            disk.killProcess();
        }
    }

    /** Starts it on what is on the disk. */
    public void start() {
        boot++;
        clock.boot(dice);
        up = true;
        guarded(this::recover);
    }

    private void recover() {
        try {
            Storage storage = Storage.open(settings.storage(), tampering.disk(disk), new Listener(), () -> world.now());
            StoredFiles files = new StoredFiles(storage);
            Recovery recovery = new Recovery(settings.limits(), false, MOST_BYTES, this::told, time);
            Recovery.Recovered recovered = recovery.run(new Watched(tampering.stored(files)));
            TxnLog log = storage.startLog(files.lastZxid());
            if (!recovered.hadSnapshot()) {
                firstSnapshot(storage, recovered.tree());
            }
            serve(storage, log, recovered);
        } catch (StorageException | RecoveryException refusal) {
            String why = String.valueOf(refusal.getMessage());
            if (diskIsFaulty) {
                die(why, dice.coin());
            } else {
                refusesToStart = true;
                history.add(new Entry.Unrecoverable(world.now(), boot, why));
                die(why, false);
            }
        }
    }

    private void firstSnapshot(Storage storage, ZnodeTree tree) {
        SnapshotWriter writer = storage.beginSnapshot(tree.lastZxid());
        SnapshotEncoder encoder = new SnapshotEncoder(
                tree,
                settings.replica().snapshots().withDigest(),
                settings.replica().snapshots().withLastZxid(),
                writer);
        boolean whole = encoder.slice(ENCODED_AT_ONCE);
        while (!whole) {
            whole = encoder.slice(ENCODED_AT_ONCE);
        }
        writer.commit();
    }

    private void serve(Storage storage, TxnLog log, Recovery.Recovered recovered) {
        ZnodeTree tree = recovered.tree();
        if (tree.lastZxid() > history.ledger().size()) {
            history.add(new Entry.Alarmed(
                    world.now(), Promise.C7, "recovered zxid " + tree.lastZxid() + ", which was never appended"));
        }
        history.recoveredTo(tree.lastZxid());
        history.add(new Entry.Recovered(world.now(), boot, tree.lastZxid() - recovered.txns(), TreeImage.of(tree)));
        LogThread logThread = new LogThread(this, log, dice, settings.meanSyncNanos());
        SnapshotThread snapshotThread = new SnapshotThread(this, storage, dice, settings.meanSyncNanos());
        Replica.Ports ports = new Replica.Ports(tampering.journal(logThread, this::post), snapshotThread, this::told);
        Replica replica = new Replica(
                settings.replica(),
                tree,
                settings.limits(),
                rules,
                ports,
                new SessionIds(settings.replica().serverId(), time.wallMs()),
                recovered.txns());
        driver = new ReplicaDriver(replica, tampering.inbox(inbox::poll), this::flush, time);
        replica.begin(time.monotonicMs(), time.wallMs());
        world.note(Mark.BOOT, boot, tree.lastZxid(), () -> recovered.txns() + " txns replayed");
        tick();
    }

    /** Four times in a bucket, so that nobody is expired much later than the bucket says. */
    private void tick() {
        post(new Input.Tick());
        in(settings.replica().tickMs() * World.MS / 4, this::tick);
    }

    private void told(Told fact) {
        world.note(Mark.TOLD, 0, 0, fact::toString);
        switch (fact) {
            case Told.SessionExpired(long session, int timeoutMs) ->
                history.add(new Entry.Expired(world.now(), session, timeoutMs));
            case Told.DigestMismatch _, Told.SnapshotBeyondLog _, Told.ZnodesWithoutAcl _ ->
                history.add(new Entry.Alarmed(world.now(), Promise.Z18, fact.toString()));
            case Told.OrphansRemoved _ -> history.add(new Entry.Alarmed(world.now(), Promise.C12, fact.toString()));
            case Told.QuotaExceeded _,
                    Told.ClientAhead _,
                    Told.WrongPassword _,
                    Told.SnapshotBegun _,
                    Told.SnapshotTaken _,
                    Told.SnapshotFailed _,
                    Told.Reaping _,
                    Told.SnapshotUnreadable _,
                    Told.Recovered _ -> {}
        }
    }

    /** Compares what is read back with what was appended. */
    private final class Watched implements Stored {
        private final Stored stored;

        Watched(Stored stored) {
            this.stored = stored;
        }

        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            stored.replay(fromZxid, (zxid, payload, offset, length) -> {
                History.Settled settled = history.settled(zxid);
                byte[] record = Arrays.copyOfRange(payload, offset, offset + length);
                if (settled == null || settled.recordHash() != Arrays.hashCode(record)) {
                    history.add(new Entry.Alarmed(
                            world.now(), Promise.C7, "the record of zxid " + zxid + " is not the one appended"));
                }
                visitor.record(zxid, payload, offset, length);
            });
        }
    }

    /** Puts what storage says into the trace. */
    private final class Listener implements StorageListener {
        @Override
        public void warned(String message) {
            world.note(Mark.DISK, 0, 0, () -> message);
        }

        @Override
        public void noted(String message) {
            world.note(Mark.DISK, 0, 0, () -> message);
        }
    }
}
