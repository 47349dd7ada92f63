package io.quorate.server.engine;

import io.quorate.replica.Input;
import io.quorate.replica.Replica;
import io.quorate.replica.ReplicaView;
import io.quorate.replica.driver.Recovery;
import io.quorate.replica.driver.ReplicaDriver;
import io.quorate.replica.driver.Restoration;
import io.quorate.replica.port.Clients;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Snapshots;
import io.quorate.replica.port.Time;
import io.quorate.storage.Storage;
import io.quorate.storage.log.TxnLog;
import io.quorate.transport.client.RequestSink;
import io.quorate.transport.peer.PeerInputs;
import io.quorate.transport.peer.PeerStore;
import io.quorate.zab.Input.LogReaches;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one member, and the inbox between them. Made in two steps because the replica needs the journal and
 * the doors need the inbox: construct it, construct the replica and the client door with what it offers, then {@link
 * #start}. All public methods may be called from any thread.
 */
public final class Engine implements RequestSink {
    /** How long a stop waits for the log to take what it has been given. */
    private static final long STOP_TIMEOUT_MS = 10_000;

    private final MailSlot inbox;
    private final Baton baton;
    private final LogThread log;
    private final SnapshotThread snapshots;
    private final Time time;
    private final Consumer<Throwable> onFatal;
    private final ScheduledExecutorService ticker;
    private final Queue<Future<?>> beats = new ConcurrentLinkedQueue<>();
    private final @Nullable MemberStore peerStore;

    /**
     * What a member of an ensemble needs more of its disk.
     *
     * @param recovery how a state is rebuilt when history is cut or replaced
     * @param snapshotSizeFactor what sending a piece of the log to a learner may cost at most, as a part of the newest
     *     snapshot; less than 0 if the log is never to be sent
     * @param notCut hears why history could not be cut off where a leader wanted it, as a sentence for people
     */
    public record Ensemble(Recovery recovery, double snapshotSizeFactor, Consumer<String> notCut) {}

    /**
     * Threads of a lone member that have not started yet.
     *
     * @param inboxCapacity most inputs from clients that wait; a power of two
     * @param onFatal hears why the member must stop: a disk that failed or a broken invariant. Called at most a few
     *     times, on the thread that met it
     */
    public Engine(
            int inboxCapacity,
            Storage storage,
            TxnLog txnLog,
            Time time,
            LogThread.LogMeter logMeter,
            Consumer<Throwable> onFatal) {
        this(inboxCapacity, storage, txnLog, time, logMeter, onFatal, null);
    }

    /**
     * Threads that have not started yet.
     *
     * @param ensemble what a member of an ensemble needs; null for a lone one
     */
    public Engine(
            int inboxCapacity,
            Storage storage,
            TxnLog txnLog,
            Time time,
            LogThread.LogMeter logMeter,
            Consumer<Throwable> onFatal,
            @Nullable Ensemble ensemble) {
        this.time = time;
        this.onFatal = onFatal;
        inbox = new MailSlot(inboxCapacity);
        baton = new Baton(inbox, onFatal);
        log = new LogThread(txnLog, inbox, baton, logMeter, onFatal::accept);
        ticker = Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().name("ticker").daemon(true).unstarted(work));
        if (ensemble == null) {
            snapshots = new SnapshotThread(storage, inbox, baton, () -> {});
            peerStore = null;
        } else {
            double factor = ensemble.snapshotSizeFactor();
            snapshots = new SnapshotThread(
                    storage, inbox, baton, () -> answer(new Input.ForZab(new LogReaches(storage.logReaches(factor)))));
            peerStore = joined(storage, ensemble);
        }
    }

    private MemberStore joined(Storage storage, Ensemble ensemble) {
        StoredFiles files = new StoredFiles(storage);
        Restoration restoration = new Restoration(ensemble.recovery(), files, ensemble.notCut());
        MemberStore store = new MemberStore(storage, files, restoration, log, inbox::answer, baton::run);
        log.carryOutWith(new LogThread.Orders(new EnsembleDisk(storage, restoration, store), store, storage::log));
        return store;
    }

    /** Where the replica's records go, and the orders of a member of an ensemble. */
    public EnsembleJournal journal() {
        return log;
    }

    /**
     * Log and snapshots for the door to the other members.
     *
     * @throws IllegalStateException for a lone member
     */
    public PeerStore peerStore() {
        if (peerStore == null) {
            throw new IllegalStateException("a lone member has no peers");
        }
        return peerStore;
    }

    /** The way in for the door to the other members. */
    public PeerInputs peerInputs() {
        return new PeerInputs() {
            @Override
            public void post(Input input) {
                inbox.answer(input);
            }

            @Override
            public void wake() {
                baton.run();
            }
        };
    }

    /** Where the replica's snapshots go. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** Starts to drive the replica, with a tick of this width. */
    public void start(Replica replica, Clients clients, int tickMs) {
        replica.begin(time.monotonicMs(), time.wallMs());
        log.start();
        snapshots.start();
        ReplicaDriver driver = new ReplicaDriver(replica, inbox, clients, time);
        baton.start(peerStore == null ? driver::runOnce : watched(driver, replica, tickMs));
        long untilNextTick = tickMs - time.monotonicMs() % tickMs;
        beat(untilNextTick, tickMs, () -> answer(new Input.Tick()));
    }

    /** A member of an ensemble also says when it wants to be woken; the first time before anybody drives. */
    private Baton.Batches watched(ReplicaDriver driver, Replica replica, int tickMs) {
        Alarm alarm = new Alarm(ticker, time, tickMs, () -> answer(new Input.Tick()));
        alarm.setFor(replica.wakeAtMs());
        return maxInputs -> {
            int taken = driver.runOnce(maxInputs);
            alarm.setFor(replica.wakeAtMs());
            return taken;
        };
    }

    @Override
    public boolean offer(Input input) {
        return inbox.offer(input);
    }

    @Override
    public void run() {
        baton.run();
    }

    /** Puts in an input of the member's own, which is never refused. */
    public void answer(Input input) {
        inbox.answer(input);
        baton.run();
    }

    /** Looks at the replica between two inputs. What {@code look} returns must not lead back into the replica. */
    public <T> CompletableFuture<T> inspect(Function<ReplicaView, T> look) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        answer(new Input.Inspect(view -> {
            try {
                answer.complete(look.apply(view));
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        }));
        return answer;
    }

    /** Runs something that takes time, a purge for instance, on the thread that writes snapshots. */
    public void inBackground(Runnable work) {
        snapshots.also(work);
    }

    /** Repeats something at a period, the first time at once. It must not block: see {@link #inBackground}. */
    public void every(long periodMs, Runnable work) {
        beat(0, periodMs, work);
    }

    /**
     * Stops: no further input is taken, what was submitted to the log is made durable, and the log is closed. The
     * client door is to be closed before, so that nobody waits for an answer that will not come.
     */
    public void stop() throws InterruptedException {
        beats.forEach(beat -> beat.cancel(false));
        baton.stop();
        ticker.shutdownNow();
        snapshots.stop();
        log.stop(STOP_TIMEOUT_MS);
    }

    /** What fails here would never run again without anybody knowing, so it ends the member. */
    private void beat(long delayMs, long periodMs, Runnable work) {
        Runnable guarded = () -> {
            try {
                work.run();
            } catch (RuntimeException bug) {
                onFatal.accept(bug);
            }
        };
        beats.add(ticker.scheduleAtFixedRate(guarded, delayMs, periodMs, TimeUnit.MILLISECONDS));
    }
}
