package io.quorate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.EmbeddedEnsemble;
import io.quorate.testkit.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fields, as a user of the kit writes them. */
@Timeout(60)
class EmbeddedTest {
    @RegisterExtension
    static final Embedded<EmbeddedEnsemble> SHARED = Embedded.ensemble(1);

    private static final List<EmbeddedServer> USED = new ArrayList<>();

    @RegisterExtension
    final Embedded<EmbeddedServer> own = Embedded.server();

    @AfterAll
    static void forget() {
        assertThat(USED).hasSize(2).noneMatch(EmbeddedServer::isRunning);
        USED.clear();
    }

    @RepeatedTest(2)
    void aFieldOfTheInstanceIsOpenForOneTest() {
        assertThat(USED).noneMatch(EmbeddedServer::isRunning).doesNotContain(own.get());
        USED.add(own.get());
        assertThat(own.get().isRunning()).isTrue();
    }

    @Nested
    class Within {
        @RepeatedTest(2)
        void aStaticFieldIsOpenForAllTests() {
            assertThat(SHARED.get().isRunning(1)).isTrue();
        }
    }

    @Test
    void outsideOfTestsThereIsNothing() {
        assertThatThrownBy(() -> Embedded.server().get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
    }
}
