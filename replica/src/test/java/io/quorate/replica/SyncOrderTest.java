package io.quorate.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.replica.Primary.Origin;
import io.quorate.zab.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncOrderTest {
    private static final Origin.There LEARNER = new Origin.There(Link.accepted(1));
    private static final Origin.There OTHER = new Origin.There(Link.accepted(2));

    private final SyncOrder order = new SyncOrder();
    private final List<String> asked = new ArrayList<>();

    private void sync(Origin origin, long session, String name) {
        order.sync(origin, session, () -> asked.add(name));
    }

    private void ask(Origin origin, long session, String name) {
        order.ask(origin, session, () -> asked.add(name));
    }

    @Test
    void whatALearnerBringsWaitsWhicheverSessionAskedForTheSync() {
        sync(LEARNER, 1, "sync");
        ask(LEARNER, 2, "write of another session");
        ask(OTHER, 1, "write through another learner");
        assertThat(asked).containsExactly("sync", "write through another learner");
        assertThat(order.held()).isOne();

        order.passed(LEARNER, 1);
        assertThat(asked).last().isEqualTo("write of another session");
        assertThat(order.isEmpty()).isTrue();
        assertThat(order.held()).isZero();
    }

    @Test
    void eachOfThisMembersOwnSessionsHasAnOrderOfItsOwn() {
        sync(Origin.Here.HERE, 1, "sync");
        ask(Origin.Here.HERE, 2, "write of another session");
        ask(Origin.Here.HERE, 1, "write");

        assertThat(asked).containsExactly("sync", "write of another session");
        order.passed(Origin.Here.HERE, 1);
        assertThat(asked).last().isEqualTo("write");
    }

    @Test
    void syncsInARowShareTheWaitingAndThoseBehindAWriteDoNot() {
        sync(LEARNER, 1, "first");
        sync(LEARNER, 2, "second");
        ask(LEARNER, 3, "write");
        sync(LEARNER, 1, "third");
        ask(LEARNER, 2, "last");
        assertThat(asked).containsExactly("first", "second");

        order.passed(LEARNER, 1);
        assertThat(asked).hasSize(2);
        order.passed(LEARNER, 2);
        assertThat(asked).containsExactly("first", "second", "write", "third");
        order.passed(LEARNER, 1);
        assertThat(asked).last().isEqualTo("last");
        assertThat(order.isEmpty()).isTrue();
    }

    @Test
    void whatALearnerThatIsGoneHadBroughtIsNotAskedAnyMore() {
        sync(LEARNER, 1, "sync");
        ask(LEARNER, 1, "write");
        order.ended(LEARNER);
        order.passed(LEARNER, 1);

        assertThat(asked).containsExactly("sync");
        assertThat(order.held()).isZero();
        assertThat(order.isEmpty()).isTrue();
    }
}
