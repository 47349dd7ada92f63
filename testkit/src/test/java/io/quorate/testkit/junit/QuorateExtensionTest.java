package io.quorate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.EmbeddedEnsemble;
import io.quorate.testkit.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parameters, as a user of the extension writes them. */
@Timeout(60)
@ExtendWith(QuorateExtension.class)
class QuorateExtensionTest {
    private static final List<EmbeddedServer> USED = new ArrayList<>();

    @BeforeEach
    void prepare(EmbeddedServer server) {
        USED.add(server);
    }

    @RepeatedTest(2)
    void eachTestHasAServerOfItsOwnAndTheOneBeforeIsClosed(EmbeddedServer server) {
        assertThat(server.isRunning()).isTrue();
        assertThat(USED.getLast()).isSameAs(server);
        assertThat(USED.subList(0, USED.size() - 1)).noneMatch(EmbeddedServer::isRunning);
    }

    @Test
    void anEnsembleHasAsManyMembersAsAsked(
            @Members(value = 1, observers = 1) EmbeddedEnsemble small, @Members(2) EmbeddedEnsemble two) {
        assertThat(small.members()).containsExactlyInAnyOrder(1, 2);
        assertThat(small.leader()).isEqualTo(1);
        assertThat(two.members()).hasSize(2);
    }

    @AfterAll
    static void forget() {
        USED.clear();
    }

    @Nested
    class WhoAskedBeforeAll {
        private static EmbeddedServer shared;

        @BeforeAll
        static void open(EmbeddedServer server) {
            shared = server;
        }

        @RepeatedTest(2)
        void sharesItWithAllTests(EmbeddedServer server) {
            assertThat(server).isSameAs(shared);
            assertThat(server.isRunning()).isTrue();
        }
    }
}
