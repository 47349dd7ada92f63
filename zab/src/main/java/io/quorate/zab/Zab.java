package io.quorate.zab;

import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.election.Election;
import io.quorate.zab.history.Durable;
import io.quorate.zab.history.History;
import io.quorate.zab.leader.Leading;
import io.quorate.zab.learner.Learning;
import io.quorate.zab.part.Part;
import io.quorate.zab.part.Turn;
import io.quorate.zab.part.Waiting;
import java.util.List;

/**
 * One member's side of the agreement on one order of txns, as a pure function with a memory: {@link #step} takes one
 * input, changes what the member knows, and emits what it wants done. No clock, thread, socket, file or dice is inside;
 * the same inputs give the same effects.
 *
 * <p>The way of a member: it looks for a leader; elected, it leads, otherwise it follows or observes; in each role it
 * goes through discovery, synchronization and broadcast; when the role ends, it waits until the disk has answered
 * everything, and looks again. Whatever it tells others of itself is on its disk before.
 *
 * <p>Not thread-safe: one driver at a time calls it.
 */
public final class Zab {
    private final ZabConfig config;
    private final Durable durable;
    private final Election election;
    private final long guestPatienceMs;

    private Waiting waiting;
    private Part part;
    private long nowMs;
    private long linksDialled;
    private boolean started;
    private boolean looks;
    private boolean retiring;
    private boolean served;
    private ServerId lostLeader = ServerId.NOBODY;

    /** A member with that on its disk. Nothing happens before {@link Input.Start}. */
    public Zab(ZabConfig config, Recovered recovered) {
        this.config = config;
        durable = new Durable(recovered, config.limits());
        election = Election.of(config);
        guestPatienceMs = config.votes() ? 2 * config.election().finalizeWaitMs() : 0;
        waiting = new Waiting(new Role.Looking(), guestPatienceMs);
        part = waiting;
    }

    /** Takes one input; its effects are to be carried out in the order in which they are emitted. */
    public void step(Input input, Effects effects) {
        if (input instanceof Input.Tick(long now)) {
            Invariant.check(now >= nowMs, "the monotonic clock went back", now, nowMs);
            nowMs = now;
        }
        Turn turn = new Turn(nowMs, effects);
        take(input, turn);
        goOn(turn);
    }

    private void take(Input input, Turn turn) {
        switch (input) {
            case Input.Start _ -> started = true;
            case Input.Tick _ -> {
                election.tick(turn);
                part.tick(turn);
            }
            case Input.Heard(ServerId from, ElectionMessage message) -> heard(from, message, turn);
            case Input.LinkUp(Link link) -> part.linkUp(link, turn);
            case Input.LinkDown(Link link) -> part.linkDown(link, turn);
            case Input.Received(Link link, ZabMessage message) -> part.received(link, message, turn);
            case Input.AcceptedEpochSaved(long epoch) -> {
                durable.acceptedSaved(epoch);
                part.diskAdvanced(turn);
            }
            case Input.CurrentEpochSaved(long epoch) -> {
                durable.currentSaved(epoch);
                part.diskAdvanced(turn);
            }
            case Input.Persisted(long zxid) -> {
                history().persisted(zxid);
                part.diskAdvanced(turn);
            }
            case Input.Truncated(long zxid) -> {
                history().truncated(zxid);
                part.diskAdvanced(turn);
            }
            case Input.TruncateRefused(long zxid) -> {
                history().truncateRefused(zxid, turn);
                part.diskAdvanced(turn);
            }
            case Input.SnapshotReceived(long zxid) -> {
                history().received(zxid);
                part.diskAdvanced(turn);
            }
            case Input.SnapshotInstalled(long zxid) -> {
                history().installed(zxid);
                part.diskAdvanced(turn);
            }
            case Input.SnapshotDropped _ -> {
                history().dropped();
                part.diskAdvanced(turn);
            }
            case Input.LogReaches(long after) -> history().logReaches(after);
            case Input.Propose proposal -> leading().propose(proposal, turn);
            case Input.ToLearner(Link link, ZabMessage.Relayed message) -> {
                if (part instanceof Leading leading) {
                    leading.toLearner(link, message, turn);
                }
            }
            case Input.ToLeader(ZabMessage.Relayed message) -> {
                if (part instanceof Learning learning) {
                    learning.toLeader(message, turn);
                }
            }
            case Input.Barrier(long token) -> {
                if (part instanceof Leading leading) {
                    leading.barrier(token);
                }
            }
            case Input.EndBatch _ -> {
                if (part instanceof Leading leading) {
                    leading.endBatch(turn);
                }
            }
            case Input.Retire _ -> retire(turn);
        }
    }

    private void retire(Turn turn) {
        if (retiring) {
            return;
        }
        retiring = true;
        if (part instanceof Leading leading) {
            leading.retire(turn);
        } else {
            turn.leave("this member retires");
        }
    }

    private Leading leading() {
        if (part instanceof Leading leading) {
            return leading;
        }
        throw new IllegalStateException("this member does not lead: ask for its role first");
    }

    private void heard(ServerId from, ElectionMessage message, Turn turn) {
        election.heard(from, message, turn);
        if (message instanceof Notification(State state, Vote vote, int _, String _) && state == State.LOOKING) {
            part.looking(from, vote.round(), turn);
        }
    }

    /** After each input: whether a part has ended, whether the disk is quiet, whether a leader is found. */
    private void goOn(Turn turn) {
        Turn now = turn;
        if (now.left()) {
            now = endPart(now.departure(), now);
        }
        if (mayLook() && !durable.repairEpoch(now)) {
            looks = true;
            history().adopt(now);
            election.look(Election.ownVote(config, history().claimed(), durable.currentEpoch()), lostLeader, now);
        }
        if (looks && election.decided()) {
            looks = false;
            begin(now);
        }
        if (!served && part.role().serves()) {
            served = true;
            election.established(durable.currentEpoch());
        }
    }

    /** Not before the disk has answered everything that the last part asked of it. */
    private boolean mayLook() {
        return part == waiting && started && !retiring && !looks && durable.isQuiet();
    }

    private Turn endPart(String reason, Turn turn) {
        Role role = part.role();
        lostLeader = leaderOf(role);
        part.end(reason, turn);
        turn.tell(new Fact.RoleEnded(role, reason));
        election.standAside();
        looks = false;
        served = false;
        waiting = retiring ? new Waiting(new Role.Retired(), 0) : new Waiting(new Role.Looking(), guestPatienceMs);
        part = waiting;
        turn.emit(new Effect.RoleChanged(part.role()));
        return new Turn(nowMs, turn::emit);
    }

    private static ServerId leaderOf(Role role) {
        return switch (role) {
            case Role.Following(ServerId leader, long _, var _) -> leader;
            case Role.Observing(ServerId leader, long _, var _) -> leader;
            case Role.Looking _, Role.Leading _, Role.Retired _ -> ServerId.NOBODY;
        };
    }

    private void begin(Turn turn) {
        Vote elected = election.vote();
        turn.tell(new Fact.Elected(elected.leader(), elected.round()));
        Waiting before = waiting;
        if (elected.leader().equals(config.self())) {
            Leading leading = new Leading(config, durable, elected.round(), turn);
            part = leading;
            turn.emit(new Effect.RoleChanged(leading.role()));
            before.handOver(leading, turn);
        } else {
            before.end("", turn);
            part = new Learning(config, durable, elected.leader(), elected.round(), this::nextLink, turn);
            turn.emit(new Effect.RoleChanged(part.role()));
        }
        if (turn.left()) {
            endPart(turn.departure(), turn);
        }
    }

    private Link nextLink() {
        return new Link(true, ++linksDialled);
    }

    private History history() {
        return durable.history();
    }

    /** What the member is at the moment. */
    public Role role() {
        return part.role();
    }

    /** How many txns may be proposed now; 0 unless this member leads an established epoch. */
    public int room() {
        return part instanceof Leading leading ? leading.room() : 0;
    }

    /**
     * The zxid that the next {@link Input.Propose} must carry.
     *
     * @throws IllegalStateException where there is no {@link #room()}
     */
    public long nextZxid() {
        return leading().nextZxid();
    }

    /** When the next {@link Input.Tick} is due, at the latest. */
    public long wakeAtMs() {
        return mayLook() ? nowMs : Math.min(election.wakeAtMs(), part.wakeAtMs());
    }

    /** The last zxid in the log, durable or not; {@link Zxid#UNKNOWN} where the member's data may be missing. */
    public long lastLogged() {
        return history().claimed();
    }

    /** The last zxid that was delivered or adopted. */
    public long lastDelivered() {
        return history().delivered();
    }

    /** Those who have introduced themselves to this leader, ascending by id; nobody unless it leads. */
    public List<LearnerState> learners() {
        return part instanceof Leading leading ? leading.states() : List.of();
    }

    /** The highest epoch this member ever promised to follow. */
    public long acceptedEpoch() {
        return durable.acceptedEpoch();
    }

    /** The epoch whose whole initial history this member holds. */
    public long currentEpoch() {
        return durable.currentEpoch();
    }
}
