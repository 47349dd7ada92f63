package io.quorate.zab.learner;

import io.quorate.zab.Effect;
import io.quorate.zab.Link;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.history.Durable;
import io.quorate.zab.part.Part;
import io.quorate.zab.part.Turn;
import java.util.function.Supplier;

/**
 * A member that has elected another: connects to it, a bounded number of times, then goes through the phases over that
 * one link. When the link ends, so does the role; but a learner whose history cannot be brought to the leader's ends
 * it by itself, and comes again.
 */
public final class Learning implements Part {
    private final ZabConfig config;
    private final Durable durable;
    private final ServerId leader;
    private final long electedInRound;

    private Link link;
    private long heardMs;
    private Phased phase;
    /** The phase that was told last. */
    private Phase shown = Phase.DISCOVERY;

    /**
     * @param electedInRound the round in which the leader was elected
     * @param links identities for links that this member opens
     */
    public Learning(
            ZabConfig config, Durable durable, ServerId leader, long electedInRound, Supplier<Link> links, Turn turn) {
        this.config = config;
        this.durable = durable;
        this.leader = leader;
        this.electedInRound = electedInRound;
        heardMs = turn.nowMs();
        Link none = Link.accepted(-1);
        Connecting connecting = new Connecting(new Allegiance(config, durable, leader, none, links, false), turn);
        link = connecting.link();
        phase = connecting;
    }

    @Override
    public Role role() {
        return config.observes()
                ? new Role.Observing(leader, phase.epoch(), phase.phase())
                : new Role.Following(leader, phase.epoch(), phase.phase());
    }

    @Override
    public void linkUp(Link up, Turn turn) {
        if (up.equals(link) && phase instanceof Connecting connecting) {
            heardMs = turn.nowMs();
            connecting.linkUp();
            settle(turn);
        } else {
            turn.emit(new Effect.CloseLink(up, "this member does not lead"));
        }
    }

    @Override
    public void linkDown(Link down, Turn turn) {
        if (!down.equals(link)) {
            return;
        }
        if (phase instanceof Connecting connecting) {
            connecting.linkDown(turn);
            link = connecting.link();
        } else {
            turn.leave("the link to the leader ended");
        }
    }

    @Override
    public void received(Link from, ZabMessage message, Turn turn) {
        if (from.equals(link)) {
            heardMs = turn.nowMs();
            phase.received(message, turn);
            settle(turn);
        }
    }

    /** The member that was elected looks for a leader itself, in a later round: it does not lead. */
    @Override
    public void looking(ServerId voter, long round, Turn turn) {
        if (voter.equals(leader) && round > electedInRound && phase.phase() == Phase.DISCOVERY) {
            turn.leave("server " + leader + " looks for a leader itself");
        }
    }

    @Override
    public void diskAdvanced(Turn turn) {
        settle(turn);
    }

    @Override
    public void tick(Turn turn) {
        if (phase instanceof Connecting connecting) {
            connecting.tick(turn);
        }
        if (turn.nowMs() - heardMs > silenceMs()) {
            turn.leave("server " + leader + " was silent for " + silenceMs() + " ms");
        }
    }

    private long silenceMs() {
        return phase.phase() == Phase.BROADCAST
                ? config.timing().syncMs()
                : config.timing().initMs();
    }

    @Override
    public long wakeAtMs() {
        long retryAtMs = phase instanceof Connecting connecting ? connecting.retryAtMs() : Long.MAX_VALUE;
        return Math.min(retryAtMs, heardMs + silenceMs() + 1);
    }

    /** Over the link to the leader, if it is served. */
    public void toLeader(ZabMessage.Relayed message, Turn turn) {
        if (phase.phase() == Phase.BROADCAST) {
            turn.send(link, message);
        }
    }

    @Override
    public void end(String reason, Turn turn) {
        durable.history().abandonSnapshot(turn);
        turn.emit(new Effect.CloseLink(link, reason));
    }

    private void settle(Turn turn) {
        if (turn.left()) {
            return;
        }
        Phase before = shown;
        Phased next = phase.advance(turn);
        while (next != phase) {
            phase = next;
            if (next instanceof Connecting connecting) {
                link = connecting.link();
            }
            next = phase.advance(turn);
        }
        shown = phase.phase();
        if (!turn.left() && shown != before) {
            turn.emit(new Effect.RoleChanged(role()));
        }
    }
}
