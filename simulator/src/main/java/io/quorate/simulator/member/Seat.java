package io.quorate.simulator.member;

import io.quorate.replica.Input;
import io.quorate.replica.Replica;
import io.quorate.replica.ReplicaView;
import io.quorate.replica.driver.RecoveryException;
import io.quorate.replica.driver.Restoration;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Stored;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.checker.agreement.Ghost;
import io.quorate.simulator.checker.agreement.Sight;
import io.quorate.simulator.peer.Nonsense;
import io.quorate.simulator.peer.PeerHost;
import io.quorate.simulator.peer.PeerStore;
import io.quorate.simulator.peer.SimulatedPeers;
import io.quorate.simulator.peer.Witness;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.World;
import io.quorate.storage.Storage;
import io.quorate.storage.snapshot.Incoming;
import io.quorate.zab.Fact;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Recovered;
import io.quorate.zab.Role;
import io.quorate.zab.ZabMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member's place in its ensemble, for one of its lives: the door to its peers, what they need of its disk, what the
 * agreement asks of the disk, and what the ghost is told.
 */
final class Seat implements PeerHost, PeerStore, Orders, LogThread.LogBook {
    private static final int SESSION_BYTES = Long.BYTES + Integer.BYTES;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Member member;
    private final Storage storage;
    private final StoredFiles files;
    private final Restoration restoration;
    private final Recovered standing;
    private final EnsembleSettings settings;
    private final Ghost ghost;
    private final Dice dice;
    private final LogThread log;
    private final SimulatedPeers peers;
    private @Nullable Arrival expected;
    /** Over which link the sessions came that the member may be about to learn of. */
    private @Nullable Link bringer;

    private ByteBuffer brought = NOTHING;
    private boolean nonsense;

    Seat(Member member, ColdStart.Found found, EnsembleSettings settings, Ghost ghost, Dice dice) {
        this.member = member;
        this.storage = found.storage();
        this.files = found.files();
        this.settings = settings;
        this.ghost = ghost;
        this.dice = dice;
        Recovered recovered = found.standing();
        if (recovered == null) {
            throw new IllegalArgumentException("a member of an ensemble was started as a lone one");
        }
        standing = member.tampering().standing(recovered);
        restoration = new Restoration(found.recovery(), member.tampering().archive(files), why -> note(0, why));
        log = new LogThread(member, storage, this, dice, standing.lastZxid());
        log.obey(this);
        peers = new SimulatedPeers(
                this,
                member.network(),
                this,
                settings.election().rule(),
                settings.dialPatience(),
                Dice.of(dice.nextLong(), "peers"));
        ghost.begins(new Sight.Booted(
                member.id(),
                standing.lastZxid(),
                standing.acceptedEpoch(),
                standing.currentEpoch(),
                recovered.trusted()));
    }

    /** The member's log. */
    LogThread log() {
        return log;
    }

    /** What the replica is given. */
    Replica.Together together(EnsembleJournal journal) {
        return new Replica.Together(
                journal,
                member.tampering().peers(peers, this::post),
                member.tampering().zab(settings.of(member.id())),
                standing);
    }

    /** From now on peers can reach it. */
    void listen() {
        peers.listen();
    }

    /** The member has taken a batch, and nothing of it has been said to clients yet. */
    void turned(ReplicaView view) {
        ghost.turned(member.id(), view.tree().lastZxid(), view.tree().digest());
    }

    /** The member is something else now. */
    void became(Role role) {
        world().note(member.id(), Mark.ROLE, 0, 0, role::toString);
        ghost.saw(new Sight.Became(member.id(), role));
    }

    /** The agreement has something to say. */
    void told(Fact fact) {
        switch (fact) {
            case Fact.Established(long epoch) -> ghost.saw(new Sight.Established(member.id(), epoch));
            case Fact.Synchronizing(var _, String plan) -> passed(wayOf(plan));
            case Fact.EpochRepaired _ -> passed(Reached.EPOCH_RAISED_TO_THE_HISTORY);
            case Fact.Elected _,
                    Fact.EpochProposed _,
                    Fact.LearnerLost _,
                    Fact.RoleEnded _,
                    Fact.HistoryDistrusted _ -> {}
        }
    }

    private static Reached wayOf(String plan) {
        if (plan.startsWith("Diff")) {
            return Reached.BROUGHT_UP_TO_DATE_BY_HISTORY;
        }
        return plan.startsWith("Trunc")
                ? Reached.BROUGHT_UP_TO_DATE_AFTER_A_CUT
                : Reached.BROUGHT_UP_TO_DATE_BY_SNAPSHOT;
    }

    private void passed(Reached what) {
        member.history().add(new Entry.Passed(world().now(), member.id(), what));
    }

    /** The member is given the next input, if there is one; what it was given before is behind it. */
    void takes(@Nullable Input next) {
        hasTaken();
        if (next instanceof Input.ForZab(io.quorate.zab.Input inside)) {
            switch (inside) {
                case io.quorate.zab.Input.Received(var link, var message) -> takes(link, message);
                case io.quorate.zab.Input.LinkDown(var link) -> peers.forget(link);
                default -> {
                    // Says nothing of sessions or connections.
                }
            }
        }
    }

    private void takes(Link link, ZabMessage message) {
        bringer = link;
        nonsense = peers.isOpen(link)
                && Nonsense.isNonsense(ghost.shadow(member.id()).role(), message);
        brought = switch (message) {
            case ZabMessage.Pong(long _, Payload touches) -> ByteBuffer.wrap(touches.bytes());
            case ZabMessage.Revalidate(Payload body) -> ByteBuffer.wrap(body.bytes());
            default -> NOTHING;
        };
    }

    /**
     * What it was given last is behind it: what it learnt of sessions there counts from now on. But not if it ended
     * that link before it came to the words, because it had become too late for something else.
     */
    void hasTaken() {
        Link from = bringer;
        ByteBuffer sessions = brought;
        boolean open = from != null && peers.isOpen(from);
        if (nonsense) {
            member.history()
                    .test(
                            !open,
                            Promise.Z20,
                            world().now(),
                            () -> from + " stays open after what nobody may say there");
        }
        bringer = null;
        brought = NOTHING;
        nonsense = false;
        if (!open) {
            return;
        }
        while (sessions.remaining() >= SESSION_BYTES) {
            long session = sessions.getLong();
            sessions.getInt();
            member.history().add(new Entry.Touched(world().now(), member.id(), session));
        }
    }

    /** Says something to a peer that makes no sense. */
    void talkNonsense(Dice own) {
        peers.talkNonsense(own);
    }

    /** What is cheap to tell from the log has changed. */
    void logReaches() {
        post(new Input.ForZab(new io.quorate.zab.Input.LogReaches(storage.logReaches(settings.sizeFactor()))));
    }

    private void note(long zxid, String words) {
        world().note(member.id(), Mark.DISK, zxid, 0, () -> words);
    }

    @Override
    public int id() {
        return member.id();
    }

    @Override
    public World world() {
        return member.world();
    }

    @Override
    public void post(Input input) {
        member.post(input);
    }

    @Override
    public void in(Task task, long nanos, Runnable action) {
        member.in(task, nanos, action);
    }

    @Override
    public void effect() {
        member.effects().next();
    }

    @Override
    public void guarded(Runnable action) {
        member.guarded(action);
    }

    @Override
    public Witness witness() {
        return ghost;
    }

    @Override
    public void appended(Settled txn) {
        ghost.saw(new Sight.Appended(member.id(), txn));
    }

    @Override
    public void persisted(long zxid) {
        ghost.saw(new Sight.Persisted(member.id(), zxid));
    }

    @Override
    public void saveAcceptedEpoch(long epoch) {
        storage.epochs().saveAccepted(epoch);
        ghost.saw(new Sight.AcceptedSaved(member.id(), epoch));
        world().note(member.id(), Mark.EPOCH, epoch, 0, () -> "accepted");
        answered(new io.quorate.zab.Input.AcceptedEpochSaved(epoch));
    }

    @Override
    public void saveCurrentEpoch(long epoch) {
        storage.epochs().saveCurrent(epoch);
        storage.trust();
        if (!ghost.shadow(member.id()).isTrusted()) {
            passed(Reached.TRUSTED_AGAIN);
        }
        ghost.saw(new Sight.CurrentSaved(member.id(), epoch));
        world().note(member.id(), Mark.EPOCH, 0, epoch, () -> "current");
        answered(new io.quorate.zab.Input.CurrentEpochSaved(epoch));
    }

    private void answered(io.quorate.zab.Input answer) {
        member.effects().delicate();
        post(new Input.ForZab(answer));
    }

    @Override
    public void truncate(long zxid) {
        Sight.Cut cut = new Sight.Cut(member.id(), zxid);
        ghost.intends(cut);
        boolean readable = !dice.perMille(settings.refusedCutsPerMille());
        Input answer = readable
                ? restoration.truncate(zxid)
                : new Input.ForZab(new io.quorate.zab.Input.TruncateRefused(zxid));
        boolean done = answer instanceof Input.Restored;
        ghost.hasDone(cut, done);
        passed(done ? Reached.HISTORY_CUT : Reached.CUT_REFUSED);
        if (done) {
            log.endsWith(zxid);
        }
        world().note(member.id(), Mark.CUT_BACK, zxid, 0, () -> done ? "done" : "refused");
        member.effects().delicate();
        post(answer);
    }

    @Override
    public void install(long zxid) {
        Restoration.Received whole = expected == null ? null : expected.received;
        if (whole == null) {
            throw new IllegalStateException("no snapshot has been received that could be installed");
        }
        expected = null;
        Sight.Replaced replaced = new Sight.Replaced(member.id(), ghost.aside(member.id()));
        ghost.intends(replaced);
        Input answer = restoration.install(whole);
        ghost.hasDone(replaced, true);
        passed(Reached.SNAPSHOT_INSTALLED);
        log.endsWith(zxid);
        world().note(member.id(), Mark.INSTALL, zxid, 0, () -> "");
        member.effects().delicate();
        post(answer);
    }

    @Override
    public Runnable giveUpSnapshot() {
        Arrival given = expected;
        expected = null;
        return () -> {
            if (given != null) {
                given.abandon();
            }
            answered(new io.quorate.zab.Input.SnapshotDropped());
        };
    }

    @Override
    public boolean hasWritten(long zxid) {
        return log.writtenZxid() >= zxid;
    }

    @Override
    public void history(long after, long through, TxnVisitor visitor) {
        storage.read(
                after,
                through,
                (zxid, payload, offset, length) ->
                        visitor.txn(zxid, Arrays.copyOfRange(payload, offset, offset + length)));
    }

    @Override
    public Reception receive(long zxid) {
        Arrival before = expected;
        if (before != null) {
            before.abandon();
        }
        Arrival arrival = new Arrival(storage.receive(zxid));
        expected = arrival;
        return arrival;
    }

    /** A snapshot that comes, until the agreement has no use for it any more. */
    private final class Arrival implements Reception {
        private final Incoming incoming;
        private Restoration.@Nullable Received received;

        Arrival(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            incoming.write(bytes, offset, length);
        }

        @Override
        public void complete(Runnable spoiled) {
            in(Task.SNAPSHOT, dice.delay(member.settings().meanSyncNanos()), () -> {
                member.effects().delicate();
                if (incoming.complete()) {
                    examine(spoiled);
                }
            });
        }

        private void examine(Runnable spoiled) {
            try {
                received = restoration.examine(files.received(incoming));
                note(incoming.zxid(), "a snapshot is kept aside");
                if (this.equals(expected)) {
                    answered(new io.quorate.zab.Input.SnapshotReceived(incoming.zxid()));
                }
            } catch (RecoveryException | Stored.UnreadableException nonsense) {
                note(incoming.zxid(), String.valueOf(nonsense.getMessage()));
                incoming.abandon();
                spoiled.run();
            }
        }

        @Override
        public void abandon() {
            incoming.abandon();
        }
    }
}
