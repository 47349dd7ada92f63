package io.quorate.recipes.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ElectionTest {
    private final Duo duo = new Duo(29);
    private final Universe universe = duo.universe;
    private final AsyncElection mine = new AsyncElection(duo.mine, "/election", "alice");
    private final AsyncElection theirs = new AsyncElection(duo.theirs, "/election", "bob");

    @Test
    void theOneThatWaitedLongestLeadsNext() {
        assertThat(universe.result(mine.leader())).isEmpty();
        Ownership lead = universe.result(mine.lead());
        CompletableFuture<Ownership> next = theirs.lead();
        universe.pass(Duration.ofSeconds(1));
        assertThat(universe.result(theirs.leader())).hasValue("alice");
        assertThat(universe.result(mine.candidates())).containsExactly("alice", "bob");
        lead.close();
        assertThat(universe.result(next).token()).isGreaterThan(lead.token());
        assertThat(universe.result(mine.leader())).hasValue("bob");
    }

    @Test
    void patienceForTheLeadHasAnEnd() {
        Ownership lead = universe.result(mine.lead());
        assertThat(universe.result(theirs.lead(Duration.ofSeconds(1)))).isEmpty();
        universe.result(lead.release());
        assertThat(universe.result(theirs.lead(Duration.ofSeconds(1)))).isPresent();
    }

    @Test
    void selectorsLeadInTurns() {
        List<String> terms = new ArrayList<>();
        Candidacy alice = mine.standAlways(lead -> term(terms, "alice"));
        Candidacy bob = theirs.standAlways(lead -> term(terms, "bob"));
        universe.pass(Duration.ofSeconds(10));
        assertThat(terms).hasSizeGreaterThan(6);
        for (int i = 1; i < terms.size(); i++) {
            assertThat(terms.get(i)).isNotEqualTo(terms.get(i - 1));
        }
        alice.close();
        universe.result(alice.ended());
        int before = terms.size();
        universe.pass(Duration.ofSeconds(10));
        assertThat(terms.subList(before, terms.size())).doesNotContain("alice").contains("bob");
        bob.close();
        universe.result(bob.ended());
        assertThat(universe.result(mine.candidates())).isEmpty();
    }

    private CompletableFuture<Void> term(List<String> terms, String who) {
        terms.add(who);
        CompletableFuture<Void> over = new CompletableFuture<>();
        universe.after(Duration.ofSeconds(1), () -> over.complete(null));
        return over;
    }

    @Test
    void aTermThatFailsEndsTheCandidacy() {
        Candidacy alice = mine.standAlways(lead -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
        assertThat(universe.failure(alice.ended())).hasMessage("broken");
        universe.pass(Duration.ofSeconds(1));
        assertThat(universe.result(theirs.candidates())).isEmpty();
    }

    @Test
    void aCandidacyEndsWithItsSession() {
        universe.result(theirs.lead());
        Candidacy alice = mine.standAlways(lead -> CompletableFuture.completedFuture(null));
        universe.pass(Duration.ofSeconds(1));
        universe.server().expire(duo.mine.sessionId());
        assertThat(universe.failure(alice.ended())).isInstanceOf(UnrecoverableException.class);
    }
}
