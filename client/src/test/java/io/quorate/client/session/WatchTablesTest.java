package io.quorate.client.session;

import static io.quorate.data.EventType.NODE_CHILDREN_CHANGED;
import static io.quorate.data.EventType.NODE_CREATED;
import static io.quorate.data.EventType.NODE_DATA_CHANGED;
import static io.quorate.data.EventType.NODE_DELETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.session.Effect.Removal;
import io.quorate.data.EventType;
import io.quorate.message.ReadRequest.WatchKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of client protocol 11.8, row by row. */
final class WatchTablesTest {
    private final WatchTables tables = new WatchTables();

    @Test
    void aCreationAndAChangeTellWhoWatchesTheDataOrWaitsForTheZnode() {
        for (EventType type : List.of(NODE_CREATED, NODE_DATA_CHANGED)) {
            setAll();
            assertThat(tables.fire(type, "/p"))
                    .containsExactlyInAnyOrder("data", "exist", "persistent", "recursive", "root");
            assertThat(tables.fire(type, "/p")).containsExactlyInAnyOrder("persistent", "recursive", "root");
            assertThat(tables.fire(NODE_CHILDREN_CHANGED, "/p")).contains("child");
        }
    }

    @Test
    void aChangeOfChildrenTellsNoRecursiveWatcher() {
        setAll();
        assertThat(tables.fire(NODE_CHILDREN_CHANGED, "/p")).containsExactlyInAnyOrder("child", "persistent");
        assertThat(tables.fire(NODE_CHILDREN_CHANGED, "/p")).containsExactly("persistent");
    }

    @Test
    void aDeletionTellsEverybodyOnceAndForgetsThoseThatWatchOnce() {
        setAll();
        assertThat(tables.fire(NODE_DELETED, "/p"))
                .containsExactlyInAnyOrder("data", "exist", "child", "persistent", "recursive", "root");
        assertThat(tables.fire(NODE_DELETED, "/p")).containsExactlyInAnyOrder("persistent", "recursive", "root");
    }

    @Test
    void whatHappensBelowTellsRecursiveWatchersOnly() {
        setAll();
        assertThat(tables.fire(NODE_CREATED, "/p/deep/down")).containsExactlyInAnyOrder("recursive", "root");
        assertThat(tables.fire(NODE_CREATED, "/pp")).containsExactly("root");
    }

    @Test
    void equalWatchersAreToldOnce() {
        once(Watching.Kind.DATA, "same");
        once(Watching.Kind.CHILDREN, "same");
        tables.set(new Watching.Lasting(true, "/p", "same"), false);
        assertThat(tables.fire(NODE_DELETED, "/p")).containsExactly("same");
    }

    @Test
    void aReadThatFoundNothingLeavesNoWatch() {
        tables.set(new Watching.Once(Watching.Kind.DATA, "/p", "data"), true);
        tables.set(new Watching.Once(Watching.Kind.CHILDREN, "/p", "child"), true);
        assertThat(tables.everybody()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(WatchKind.class)
    void aRemovalTakesItsKindAndNoOther(WatchKind kind) {
        setAll();
        List<Effect.Removed> removed = tables.remove(new Watching.Removal(kind, "/p", null, false));
        switch (kind) {
            case CHILDREN -> assertThat(removed).containsExactly(removed(Removal.CHILDREN, "child"));
            case DATA -> assertThat(removed).containsExactly(removed(Removal.DATA, "data", "exist"));
            case PERSISTENT -> assertThat(removed).containsExactly(removed(Removal.PERSISTENT, "persistent"));
            case RECURSIVE -> assertThat(removed).containsExactly(removed(Removal.PERSISTENT, "recursive"));
            case ANY -> {
                assertThat(removed).hasSize(3);
                assertThat(tables.everybody()).containsExactly("root");
            }
        }
        assertThat(tables.remove(new Watching.Removal(kind, "/p", null, false))).isEmpty();
    }

    @Test
    void oneWatcherGoesAndTheOthersStay() {
        once(Watching.Kind.DATA, "one");
        once(Watching.Kind.DATA, "two");
        assertThat(tables.remove(new Watching.Removal(WatchKind.DATA, "/p", "one", false)))
                .hasSize(1);
        assertThat(tables.fire(NODE_DATA_CHANGED, "/p")).containsExactly("two");
    }

    private static Effect.Removed removed(Removal kind, Object... watchers) {
        return new Effect.Removed("/p", kind, List.of(watchers));
    }

    private void setAll() {
        tables.clear();
        once(Watching.Kind.DATA, "data");
        tables.set(new Watching.Once(Watching.Kind.EXISTS, "/p", "exist"), true);
        once(Watching.Kind.CHILDREN, "child");
        tables.set(new Watching.Lasting(false, "/p", "persistent"), false);
        tables.set(new Watching.Lasting(true, "/p", "recursive"), false);
        tables.set(new Watching.Lasting(true, "/", "root"), false);
    }

    private void once(Watching.Kind kind, String watcher) {
        tables.set(new Watching.Once(kind, "/p", watcher), false);
    }
}
