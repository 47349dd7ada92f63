package io.quorate.simulator.member;

import io.quorate.replica.Input;
import io.quorate.replica.Replica;
import io.quorate.replica.ReplicaView;
import io.quorate.replica.driver.RecoveryException;
import io.quorate.replica.driver.ReplicaDriver;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Time;
import io.quorate.replica.session.SessionIds;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.MemberLog;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.checker.TreeImage;
import io.quorate.simulator.checker.agreement.Ghost;
import io.quorate.simulator.checker.agreement.Sight;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Party;
import io.quorate.simulator.network.Plug;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.World;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One member: the production replica, driver, recovery and storage, on a simulated disk and network and its machine's
 * clocks. It is started, stands still, dies at any moment, and is started again on what the disk kept.
 */
public final class Member {
    private static final long TURN_DELAY = World.MS / 50;
    private static final int ADDRESSES = 4;
    private static final int TICKS_ALONE = 4;
    private final int id;
    private final Surroundings around;
    private final World world;
    private final History history;
    private final MemberLog log;
    private final SimulatedDisk disk;
    private final MemberSettings settings;
    private final Tampering tampering;
    private final AccessRules rules;
    private final Dice dice;
    private final SimulatedTime clock;
    private final Time time;
    private final Effects effects = new Effects();
    private final Facts facts = new Facts(this);
    private final TreeMap<Integer, Connection> connections = new TreeMap<>();
    private final List<Connection> speaking = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final ArrayDeque<Input> inbox = new ArrayDeque<>();
    private @Nullable ReplicaDriver driver;
    private @Nullable Replica replica;
    private @Nullable LogThread logThread;
    private @Nullable Seat seat;
    private long wakesAt;
    private long stirsUntil;
    private boolean up;
    private boolean turning;
    private boolean standing;
    private boolean clockStands;
    private long stoodSince;
    private int boot;
    private boolean diskIsFaulty;
    private boolean refusesToStart;
    private boolean spared;
    /** Nobody says any more that it is a new member. */
    private boolean hasServed;

    private @Nullable Survival chosen;

    /**
     * What is around a member and belongs to all.
     *
     * @param ghost who watches the members of an ensemble; null where there is only one
     */
    public record Surroundings(
            World world,
            Network network,
            Tempo tempo,
            History history,
            @Nullable Ghost ghost) {}

    /** A member that has never been started. */
    public Member(
            int id,
            Surroundings around,
            SimulatedDisk disk,
            MemberSettings settings,
            Tampering tampering,
            AccessRules rules,
            long seed) {
        this.id = id;
        this.around = around;
        this.world = around.world();
        this.history = around.history();
        this.log = history.log(id);
        this.disk = disk;
        this.settings = settings.of(id);
        this.tampering = tampering;
        this.rules = tampering.rules(rules);
        this.dice = Dice.of(seed, "member/" + id);
        this.clock = new SimulatedTime(
                world, Dice.of(seed, "clock/" + id), settings.clockPerMille(), settings.oldReadsPerMille());
        this.time = tampering.time(clock);
    }

    World world() {
        return world;
    }

    History history() {
        return history;
    }

    MemberLog log() {
        return log;
    }

    MemberSettings settings() {
        return settings;
    }

    Network network() {
        return around.network();
    }

    /** Whether there are no more faults. */
    boolean isSpared() {
        return spared;
    }

    /** No more faults: from now on its disk is quick. */
    public void spare() {
        spared = settings.together() != null;
    }

    Tampering tampering() {
        return tampering;
    }

    /** Its number in the ensemble. */
    public int id() {
        return id;
    }

    /** Where it lives. */
    public Endpoint host() {
        return Endpoint.member(id);
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

    /** Its place in the ensemble while it runs; null for a lone member. */
    @Nullable
    Seat seat() {
        return seat;
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

    /** The last zxid of which its disk has said that it is durable. */
    long durableZxid() {
        LogThread current = logThread;
        return current == null ? 0 : current.durableZxid();
    }

    /** Whether there are other members. */
    boolean isAmongPeers() {
        return around.ghost() != null;
    }

    /** Whether everything up to that zxid is decided. */
    boolean mayShow(long zxid) {
        Ghost ghost = around.ghost();
        return ghost != null && ghost.mayShow(zxid);
    }

    /** Whether it runs and serves clients. */
    public boolean serves() {
        Ghost ghost = around.ghost();
        return up && (ghost == null || ghost.shadow(id).serves());
    }

    private Party accepted(Plug plug, Endpoint from) {
        Connection connection = new Connection(this, plug, "10.0.0." + from.number() % ADDRESSES);
        connections.put(plug.number(), connection);
        return connection;
    }

    void hasLost(int connection) {
        connections.remove(connection);
    }

    /** Puts an input into the inbox. */
    public void post(Input input) {
        if (up) {
            inbox.add(input);
            wake();
        }
    }

    /** Whoever starts it next finds an empty disk (fault D15). */
    public void wipe() {
        Ghost ghost = around.ghost();
        if (up || ghost == null) {
            throw new IllegalStateException("only the disk of a member of an ensemble that is down can be wiped");
        }
        disk.files().forEach(disk::remove);
        ghost.saw(new Sight.Wiped(id));
        history.add(new Entry.Passed(world.now(), id, Reached.DISK_WIPED));
        world.note(id, Mark.FAULT, 0, 0, () -> "the disk is empty");
    }

    /** Says something to a peer that makes no sense. */
    public void talkNonsense(Dice own) {
        if (seat != null) {
            seat.talkNonsense(own);
        }
    }

    /** Looks at the replica between two inputs. */
    public void inspect(Consumer<ReplicaView> visitor) {
        post(new Input.Inspect(visitor));
    }

    private void wake() {
        if (!turning) {
            turning = true;
            in(Task.TURN, dice.delay(TURN_DELAY), this::turn);
        }
    }

    /** Does a piece of work later, as the tempo is. */
    void in(Task task, long nanos, Runnable action) {
        in(around.tempo().of(task, nanos), action);
    }

    /** Until when it does what it has begun, if nothing comes between. */
    public long stirsUntil() {
        return stirsUntil;
    }

    /** Runs {@code action} later unless this life of the member has ended by then; later still if it stands still. */
    private void in(long nanos, Runnable action) {
        int life = boot;
        stirsUntil = Math.max(stirsUntil, world.now() + nanos);
        world.in(nanos, () -> {
            if (!up || boot != life) {
                return;
            }
            if (standing) {
                late.add(action);
            } else {
                guarded(action);
            }
        });
    }

    /**
     * It stands still: what is due meanwhile is late, what arrives waits, and afterwards everything comes at once (P4).
     *
     * @param withClock whether its monotonic clock stands still as well, as when a virtual machine is stopped
     */
    public void pause(long nanos, boolean withClock) {
        if (!up || standing) {
            return;
        }
        standing = true;
        clockStands = withClock;
        stoodSince = world.now();
        around.network().sleep(host());
        history.add(new Entry.Paused(world.now(), id, nanos));
        world.note(id, Mark.PAUSE, nanos / 1_000, withClock ? 1 : 0, () -> "");
        int life = boot;
        long since = stoodSince;
        world.in(nanos, () -> {
            if (up && boot == life && stoodSince == since) {
                goOn();
            }
        });
    }

    /** It stands still no longer. */
    public void goOn() {
        if (standing) {
            standing = false;
            if (clockStands) {
                clock.standStill(world.now() - stoodSince);
            }
            List<Runnable> due = List.copyOf(late);
            late.clear();
            due.forEach(action -> in(dice.belowLong(TURN_DELAY), action));
            around.network().wake(host());
        }
    }

    void hasSaid(Connection connection) {
        speaking.add(connection);
    }

    private @Nullable Input poll() {
        Input next = inbox.poll();
        if (seat != null) {
            seat.takes(next);
        }
        return next;
    }

    private void turn() {
        turning = false;
        ReplicaDriver current = driver;
        if (current != null) {
            int taken = current.runOnce(settings.mostInputs());
            world.note(id, Mark.TURN, taken, inbox.size(), () -> "");
            if (up && !inbox.isEmpty()) {
                wake();
            }
            planWake();
        }
    }

    /** Time must be told again when the agreement wants to hear it. */
    private void planWake() {
        long wishMs = replica == null ? Long.MAX_VALUE : replica.wakeAtMs();
        if (wishMs == Long.MAX_VALUE) {
            return;
        }
        long ownMs = Math.max(1, wishMs - time.monotonicMs() + 1);
        long due = world.now() + ownMs * World.MS * 1_000 / settings.clockPerMille();
        if (wakesAt <= world.now() || due < wakesAt) {
            wakesAt = due;
            in(due - world.now(), () -> post(new Input.Tick()));
        }
    }

    private void flush() {
        effects.next();
        Seat current = seat;
        if (current != null && replica != null) {
            current.hasTaken();
            replica.step(new Input.Inspect(current::turned));
        }
        for (Connection connection : speaking) {
            connection.flush();
        }
        speaking.clear();
    }

    /** Whatever happens inside a member ends at most the member. */
    void guarded(Runnable action) {
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

    /** The power fails, and of what was not made durable this survives whenever it fails from now on. */
    public void survives(@Nullable Survival survival) {
        chosen = survival;
    }

    /** The power fails, and nothing survives that was not made durable. */
    public void losePower() {
        chosen = Survival.NOTHING;
        die("the last power cut", true);
    }

    /** The member dies now: with the power, or alone. */
    public void die(String why, boolean powerCut) {
        if (!up) {
            return;
        }
        Survival drawn = dice.oneOf(Survival.values());
        up = false;
        standing = false;
        driver = null;
        replica = null;
        logThread = null;
        seat = null;
        wakesAt = 0;
        Ghost ghost = around.ghost();
        if (ghost != null) {
            ghost.saw(new Sight.Stopped(id));
        }
        turning = false;
        inbox.clear();
        speaking.clear();
        late.clear();
        effects.spare();
        history.add(new Entry.Stopped(world.now(), id, boot, why));
        world.note(id, Mark.DOWN, boot, powerCut ? 1 : 0, () -> why);
        connections.values().forEach(Connection::memberDied);
        connections.clear();
        around.network().vanish(host(), powerCut);
        if (powerCut) {
            Survival decided = chosen;
            disk.powerCut(decided == null ? drawn : decided);
        } else {
            disk.killProcess();
        }
    }

    /** Starts it on what is on the disk. */
    public void start() {
        boot++;
        clock.boot();
        around.network().power(host());
        up = true;
        guarded(this::recover);
    }

    private void recover() {
        try {
            serve(coldStart(history).on(tampering.disk(disk), new Listener(), facts::told, !hasServed));
        } catch (StorageException | RecoveryException refusal) {
            String why = String.valueOf(refusal.getMessage());
            if (diskIsFaulty) {
                die(why, dice.coin());
            } else {
                refusesToStart = true;
                history.add(new Entry.Unrecoverable(world.now(), id, boot, why));
                die(why, false);
            }
        }
    }

    private ColdStart coldStart(History book) {
        return new ColdStart(settings, book, log, new ColdStart.Clocks(time, world::now), tampering::stored);
    }

    /**
     * Tries how a start on a copy of its disk would end; nothing of it lasts but what the copy goes through.
     *
     * @param tidily whether it is stopped in order afterwards; else it is left as it is
     * @return the tree as it was recovered
     * @throws StorageException if storage refuses the disk
     * @throws RecoveryException if recovery refuses what storage has read
     */
    public TreeImage rehearse(SimulatedDisk copy, boolean tidily) {
        // What a start reads before it refuses, or from the backup of a file, breaks no promise.
        ColdStart.Found found = coldStart(new History()).on(tampering.disk(copy), new Listener(), _ -> {}, false);
        if (tidily) {
            found.close();
        }
        return TreeImage.of(found.tree());
    }

    private void serve(ColdStart.Found found) {
        ZnodeTree tree = found.tree();
        long zxid = tree.lastZxid();
        Ghost ghost = around.ghost();
        EnsembleSettings together = settings.together();
        history.test(
                zxid <= log.lastZxid() || ghost != null,
                Promise.C7,
                world.now(),
                () -> "recovered zxid " + zxid + ", but the last one appended was " + log.lastZxid());
        history.add(new Entry.Recovered(
                world.now(), id, boot, zxid - found.recovered().txns(), TreeImage.of(tree)));
        SnapshotThread snapshotThread = new SnapshotThread(this, found.storage(), dice, settings.meanSyncNanos());
        Replica started;
        if (ghost == null || together == null) {
            log.recoveredTo(zxid);
            LogThread writing = new LogThread(this, found.storage(), new OwnBook(), dice, zxid);
            logThread = writing;
            started = new Replica(
                    settings.replica(),
                    tree,
                    settings.limits(),
                    rules,
                    new Replica.Ports(tampering.journal(writing, this::post), snapshotThread, facts::told),
                    new SessionIds(settings.replica().serverId(), time.wallMs()),
                    found.recovered().txns());
        } else {
            Seat taken = new Seat(this, found, together, ghost, dice);
            seat = taken;
            logThread = taken.log();
            snapshotThread.tells(taken::logReaches);
            EnsembleJournal journal = tampering.ensembleJournal(taken.log(), this::post);
            started = Replica.inEnsemble(
                    settings.replica(),
                    tree,
                    settings.limits(),
                    rules,
                    new Replica.Ports(journal, snapshotThread, facts::told),
                    new SessionIds(settings.replica().serverId(), time.wallMs()),
                    found.recovered().txns(),
                    taken.together(journal));
            taken.listen();
        }
        replica = started;
        hasServed = true;
        driver = new ReplicaDriver(started, tampering.inbox(this::poll), this::flush, time);
        started.begin(time.monotonicMs(), time.wallMs());
        world.note(id, Mark.BOOT, boot, zxid, () -> found.recovered().txns() + " txns replayed");
        around.network().listen(host(), Port.CLIENTS, this::accepted);
        planWake();
        tick();
    }

    /** What a lone member has in its log is all there is. */
    private final class OwnBook implements LogThread.LogBook {
        @Override
        public void appended(History.Settled txn) {
            log.append(txn);
        }

        @Override
        public void persisted(long zxid) {
            // The log thread knows.
        }
    }

    /** More often alone, so that nobody is expired much later than the bucket says; among peers time is told anyway. */
    private void tick() {
        post(new Input.Tick());
        in(settings.replica().tickMs() * World.MS / (isAmongPeers() ? 1 : TICKS_ALONE), this::tick);
    }

    /** Puts what storage says into the trace. */
    private final class Listener implements StorageListener {
        @Override
        public void warned(String message) {
            world.note(id, Mark.DISK, 0, 0, () -> message);
        }

        @Override
        public void noted(String message) {
            world.note(id, Mark.DISK, 0, 0, () -> message);
        }
    }
}
