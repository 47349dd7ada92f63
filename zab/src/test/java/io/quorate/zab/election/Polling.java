package io.quorate.zab.election;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.Ensembles;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabConfig.Rule;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.part.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Members that do nothing but elect, on one thread: a seed decides which word arrives next, which is lost, and when
 * time passes.
 */
final class Polling {
    private static final long PATIENCE_MS = 400;

    private record Word(ServerId from, ServerId to, ElectionMessage message) {}

    /** A member and what it would say of itself. */
    private record Voter(Election election, Vote own) {}

    private final Ensemble ensemble;
    private final Rule rule;
    private final SplittableRandom dice;
    private final int lossPercent;
    private final TreeMap<ServerId, Voter> members = new TreeMap<>();
    private final List<Word> onTheWay = new ArrayList<>();
    private final TreeMap<ServerId, Long> decidedAtMs = new TreeMap<>();
    private long nowMs;

    Polling(Ensemble ensemble, Rule rule, long seed, int lossPercent) {
        this.ensemble = ensemble;
        this.rule = rule;
        this.lossPercent = lossPercent;
        dice = new SplittableRandom(seed);
    }

    void start(long id, long epoch, long zxid) {
        ZabConfig config = Ensembles.config(id, ensemble, rule);
        Voter voter = new Voter(Election.of(config), Election.ownVote(config, zxid, epoch));
        members.put(config.self(), voter);
        voter.election().look(voter.own(), ServerId.NOBODY, turn(config.self()));
    }

    void crash(long id) {
        members.remove(new ServerId(id));
        onTheWay.removeIf(word -> word.to().value() == id || word.from().value() == id);
    }

    /** A member lost its leader and looks again. */
    void lookAgain(long id) {
        Voter voter = member(id);
        voter.election().standAside();
        voter.election().look(voter.own(), ServerId.NOBODY, turn(new ServerId(id)));
    }

    void established(long id, long epoch) {
        member(id).election().established(epoch);
    }

    /** Lets everything happen in some order for {@code ms}. */
    void run(long ms) {
        long end = nowMs + ms;
        while (nowMs < end) {
            if (!onTheWay.isEmpty() && dice.nextInt(4) != 0) {
                deliver(onTheWay.remove(dice.nextInt(onTheWay.size())));
            } else {
                nowMs += 1 + dice.nextInt(5);
                for (ServerId id : List.copyOf(members.keySet())) {
                    member(id.value()).election().tick(turn(id));
                    loseFaith(id);
                }
            }
        }
    }

    /** What discovery does for real: whom no quorum follows does not stay elected for long. */
    private void loseFaith(ServerId id) {
        if (!decided(id.value())) {
            decidedAtMs.put(id, nowMs);
        } else if (nowMs - decidedAtMs.getOrDefault(id, nowMs) > PATIENCE_MS && !isFollowed(leaderOf(id.value()))) {
            lookAgain(id.value());
        }
    }

    private boolean isFollowed(long leader) {
        return follows(new ServerId(leader), leader) && ensemble.quorum().isReachedBy(id -> follows(id, leader));
    }

    private boolean follows(ServerId id, long leader) {
        return members.containsKey(id) && decided(id.value()) && leaderOf(id.value()) == leader;
    }

    private void deliver(Word word) {
        Voter to = members.get(word.to());
        if (to != null && dice.nextInt(100) >= lossPercent) {
            to.election().heard(word.from(), word.message(), turn(word.to()));
        }
    }

    private Turn turn(ServerId speaker) {
        return new Turn(nowMs, effect -> {
            if (effect instanceof Effect.Tell(ServerId to, ElectionMessage message)) {
                onTheWay.removeIf(
                        word -> word.from().equals(speaker) && word.to().equals(to) && dice.nextInt(3) == 0);
                onTheWay.add(new Word(speaker, to, message));
            }
        });
    }

    boolean decided(long id) {
        return member(id).election().decided();
    }

    long leaderOf(long id) {
        return member(id).election().vote().leader().value();
    }

    Vote voteOf(long id) {
        return member(id).election().vote();
    }

    private Voter member(long id) {
        return Objects.requireNonNull(members.get(new ServerId(id)), "not running");
    }

    List<Long> running() {
        return members.keySet().stream().map(ServerId::value).toList();
    }
}
