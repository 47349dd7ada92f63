package io.quorate.zab.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.Ensembles;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabConfig.Rule;
import io.quorate.zab.Zxid;
import io.quorate.zab.part.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BasicElectionTest {
    private static final ServerId THIRD = new ServerId(3);

    private final ZabConfig config = Ensembles.config(1, Ensembles.of(3, 0), Rule.BASIC);
    private final Election election = Election.of(config);
    private final List<Effect> effects = new ArrayList<>();
    private final Turn turn = new Turn(0, effects::add);

    @Test
    void whoSaysLessOfItselfThanOthersDoIsNotElectedForWhatItHadOnce() {
        Vote stale = new Vote(THIRD, Zxid.of(2, 2), 1, 2);
        election.look(Election.ownVote(config, Zxid.of(2, 1), 2), ServerId.NOBODY, turn);
        int asked = asked();
        election.heard(new ServerId(2), new VoteReply(asked, stale), turn);
        election.heard(THIRD, new VoteReply(asked, new Vote(THIRD, Zxid.UNKNOWN, 1, 0)), turn);
        assertThat(election.decided()).isFalse();
        assertThat(election.vote().leader()).as("nor told to others").isEqualTo(config.self());
    }

    @Test
    void whoSaysTheSameOfItselfIsElected() {
        Vote theirs = new Vote(THIRD, Zxid.of(2, 2), 1, 2);
        election.look(Election.ownVote(config, Zxid.of(2, 1), 2), ServerId.NOBODY, turn);
        int asked = asked();
        election.heard(new ServerId(2), new VoteReply(asked, theirs), turn);
        election.heard(THIRD, new VoteReply(asked, theirs), turn);
        assertThat(election.decided()).isTrue();
        assertThat(election.vote().leader()).isEqualTo(THIRD);
    }

    private int asked() {
        return effects.stream()
                .filter(Effect.Tell.class::isInstance)
                .map(Effect.Tell.class::cast)
                .map(Effect.Tell::message)
                .filter(VoteRequest.class::isInstance)
                .map(VoteRequest.class::cast)
                .toList()
                .getLast()
                .xid();
    }
}
