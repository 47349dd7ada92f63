package io.quorate.zab;

import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.ObserverInfo;
import io.quorate.zab.ensemble.Ensemble;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** One member, told step by step what happens to it; its disk answers at once unless it is held. */
final class Script {
    private final ZabConfig config;
    private final Zab zab;
    private final List<Effect> effects = new ArrayList<>();
    private final ArrayDeque<Input> answers = new ArrayDeque<>();
    private boolean held;
    private long nowMs;

    private Script(ZabConfig config, Recovered recovered) {
        this.config = config;
        zab = new Zab(config, recovered);
    }

    /** A member that has begun to look for a leader. */
    static Script member(long id, Ensemble ensemble, Recovered recovered) {
        return member(Ensembles.config(id, ensemble, ZabConfig.Rule.FAST), recovered);
    }

    static Script member(ZabConfig config, Recovered recovered) {
        Script script = new Script(config, recovered);
        script.happens(new Input.Start());
        return script;
    }

    /** History up to {@code zxid}, which is in a snapshot; both epochs are those of the zxid. */
    static Recovered upTo(long zxid) {
        return new Recovered(Zxid.epoch(zxid), Zxid.epoch(zxid), zxid, List.of(), zxid, true);
    }

    /** The member with the greatest id, elected by all voters and in discovery. */
    static Script elected(Ensemble ensemble, Recovered recovered) {
        return elected(Ensembles.config(greatest(ensemble), ensemble, ZabConfig.Rule.FAST), recovered);
    }

    static Script elected(ZabConfig config, Recovered recovered) {
        Script script = member(config, recovered);
        script.allVoteFor(config.self().value(), recovered);
        return script;
    }

    private static long greatest(Ensemble ensemble) {
        return ensemble.voters().getLast().value();
    }

    /** A leader of three or five whose other voters all follow; its epoch is established. */
    static Script established(ZabConfig config, Recovered recovered) {
        Script script = elected(config, recovered);
        List<Long> others = config.ensemble().voters().stream()
                .filter(voter -> !voter.equals(config.self()))
                .map(ServerId::value)
                .toList();
        others.forEach(id -> script.introduces(id, recovered.acceptedEpoch()));
        others.forEach(id -> script.promises(id, recovered.lastZxid(), recovered.currentEpoch()));
        others.forEach(id -> script.says(id, new Ack(Zxid.beginning(script.zab.acceptedEpoch()))));
        return script;
    }

    static Script established(Ensemble ensemble, Recovered recovered) {
        return established(Ensembles.config(greatest(ensemble), ensemble, ZabConfig.Rule.FAST), recovered);
    }

    /** A follower that has elected the greatest voter and whose link to it is up. */
    static Script follower(long id, Ensemble ensemble, Recovered recovered) {
        Script script = member(id, ensemble, recovered);
        script.allVoteFor(greatest(ensemble), recovered);
        script.happens(new Input.LinkUp(TO_LEADER));
        return script;
    }

    /** The first link that a member opens. */
    static final Link TO_LEADER = new Link(true, 1);

    private void allVoteFor(long leader, Recovered recovered) {
        for (ServerId voter : config.ensemble().voters()) {
            hears(voter.value(), State.LOOKING, vote(leader, recovered.lastZxid(), 1, recovered.currentEpoch()));
        }
    }

    static Vote vote(long leader, long zxid, long round, long epoch) {
        return new Vote(new ServerId(leader), zxid, round, epoch);
    }

    void hears(long from, State state, Vote vote) {
        happens(new Input.Heard(new ServerId(from), new Notification(state, vote, Notification.VERSION, "")));
    }

    /** A follower comes over a link with its own number and goes all the way to serving. */
    void joins(long id, long lastZxid, long currentEpoch) {
        introduces(id, currentEpoch);
        promises(id, lastZxid, currentEpoch);
        says(id, new Ack(Zxid.beginning(zab.acceptedEpoch())));
    }

    void introduces(long id, long acceptedEpoch) {
        happens(new Input.LinkUp(Link.accepted(id)));
        says(
                id,
                config.ensemble().isObserver(new ServerId(id))
                        ? new ObserverInfo(acceptedEpoch, new ServerId(id), 0)
                        : new FollowerInfo(acceptedEpoch, new ServerId(id), 0));
    }

    void promises(long id, long lastZxid, long currentEpoch) {
        says(id, new AckEpoch(lastZxid, currentEpoch));
    }

    void says(long id, ZabMessage message) {
        happens(new Input.Received(Link.accepted(id), message));
    }

    void leaderSays(ZabMessage... messages) {
        for (ZabMessage message : messages) {
            happens(new Input.Received(TO_LEADER, message));
        }
    }

    void proposes(int count) {
        for (int i = 0; i < count; i++) {
            happens(new Input.Propose(zab.nextZxid(), Payload.EMPTY));
        }
    }

    void timePasses(long ms) {
        nowMs += ms;
        happens(new Input.Tick(nowMs));
    }

    void happens(Input input) {
        zab.step(input, this::took);
        if (!held) {
            diskAnswers();
        }
    }

    private void took(Effect effect) {
        effects.add(effect);
        switch (effect) {
            case Effect.SaveAcceptedEpoch(long epoch) -> answers.add(new Input.AcceptedEpochSaved(epoch));
            case Effect.SaveCurrentEpoch(long epoch) -> answers.add(new Input.CurrentEpochSaved(epoch));
            case Effect.Append(Proposal proposal) -> answers.add(new Input.Persisted(proposal.zxid()));
            case Effect.Truncate(long zxid) -> answers.add(new Input.Truncated(zxid));
            case Effect.ReceiveSnapshot(Link _, long zxid) -> answers.add(new Input.SnapshotReceived(zxid));
            case Effect.InstallSnapshot(long zxid) -> answers.add(new Input.SnapshotInstalled(zxid));
            case Effect.AbandonSnapshot _ -> answers.add(new Input.SnapshotDropped());
            default -> {}
        }
    }

    void holdDisk() {
        held = true;
    }

    /** The disk answers everything it was asked, and goes on doing so. */
    void releaseDisk() {
        held = false;
        diskAnswers();
    }

    private void diskAnswers() {
        while (!answers.isEmpty()) {
            zab.step(answers.remove(), this::took);
        }
    }

    /** The disk answers the oldest thing it was asked. */
    void diskAnswersOnce() {
        zab.step(answers.remove(), this::took);
    }

    void diskAnswers(Input instead) {
        answers.remove();
        zab.step(instead, this::took);
    }

    void forget() {
        effects.clear();
    }

    Zab zab() {
        return zab;
    }

    List<Effect> effects() {
        return effects;
    }

    /** What was sent to the learner with that id, or rather over its link. */
    List<ZabMessage> sentTo(long id) {
        return sentOver(Link.accepted(id));
    }

    List<ZabMessage> sentToLeader() {
        return sentOver(TO_LEADER);
    }

    private List<ZabMessage> sentOver(Link link) {
        List<ZabMessage> sent = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send(Link over, ZabMessage message) && over.equals(link)) {
                sent.add(message);
            }
        }
        return sent;
    }

    /** The effects of one kind. */
    <T extends Effect> List<T> all(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The kinds of effects that go to the disk, in order. */
    List<String> askedOfDisk() {
        List<String> asked = new ArrayList<>();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.SaveAcceptedEpoch _,
                        Effect.SaveCurrentEpoch _,
                        Effect.Append _,
                        Effect.Truncate _,
                        Effect.InstallSnapshot _ -> asked.add(effect.getClass().getSimpleName());
                default -> {}
            }
        }
        return asked;
    }
}
