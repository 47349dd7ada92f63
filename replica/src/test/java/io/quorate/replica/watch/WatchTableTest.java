package io.quorate.replica.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.replica.RecordingLink;
import io.quorate.replica.Tally;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.access.Schemes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The event table of client protocol 5.2, row by row. */
final class WatchTableTest {
    private static final List<Acl> BOBS = List.of(new Acl(Permission.ALL, "digest", "bob:x"));

    private final Tally tally = new Tally();
    private final WatchTable table =
            new WatchTable(Schemes.standard().rules(new TreeLimits(true, false, false, true, 1)), tally);
    private final RecordingLink link = new RecordingLink();
    private final Watcher watcher = new Watcher(link, 1);

    @Test
    void aOneShotWatchFiresOnce() {
        table.watchData(watcher, "/a");
        table.watchData(watcher, "/a");

        table.dataChanged(5, "/a", Acl.OPEN);
        table.dataChanged(6, "/a", Acl.OPEN);

        assertThat(link.take()).containsExactly("event NODE_DATA_CHANGED /a zxid 5");
        assertThat(table.size()).isZero();
    }

    @Test
    void creationTellsThoseWhoWaitForTheZnodeAndThenThoseWhoWatchItsParent() {
        table.watchData(watcher, "/a/b");
        table.watchChildren(watcher, "/a");

        table.created(5, "/a/b", Acl.OPEN, Acl.OPEN);

        assertThat(link.take())
                .containsExactly("event NODE_CREATED /a/b zxid 5", "event NODE_CHILDREN_CHANGED /a zxid 5");
    }

    @Test
    void deletionIsToldOnceToAConnectionThatWatchesDataAndChildren() {
        table.watchData(watcher, "/a");
        table.watchChildren(watcher, "/a");
        table.watchAlways(watcher, "/a", false);
        table.watchAlways(watcher, "/", true);

        table.deleted(5, "/a", Acl.OPEN, Acl.OPEN);

        assertThat(link.take()).containsExactly("event NODE_DELETED /a zxid 5");
        assertThat(table.has(watcher, "/a", WatchKind.DATA)).isFalse();
        assertThat(table.has(watcher, "/a", WatchKind.PERSISTENT)).isTrue();
        assertThat(table.has(watcher, "/", WatchKind.RECURSIVE)).isTrue();
    }

    @Test
    void aSetConsumesNoChildWatch() {
        table.watchChildren(watcher, "/a");

        table.dataChanged(5, "/a", Acl.OPEN);

        assertThat(link.take()).isEmpty();
        assertThat(table.has(watcher, "/a", WatchKind.CHILDREN)).isTrue();
    }

    @Test
    void aPersistentWatchStaysAndHearsOfChildrenToo() {
        table.watchAlways(watcher, "/a", false);

        table.created(5, "/a/b", Acl.OPEN, Acl.OPEN);
        table.dataChanged(6, "/a", Acl.OPEN);
        table.deleted(7, "/a/b", Acl.OPEN, Acl.OPEN);

        assertThat(link.take())
                .containsExactly(
                        "event NODE_CHILDREN_CHANGED /a zxid 5",
                        "event NODE_DATA_CHANGED /a zxid 6",
                        "event NODE_CHILDREN_CHANGED /a zxid 7");
    }

    @Test
    void aRecursiveWatchHearsOfEverythingBelowAndOfNoChildrenChange() {
        table.watchAlways(watcher, "/a", true);

        table.created(5, "/a/b/c", Acl.OPEN, Acl.OPEN);
        table.dataChanged(6, "/ab", Acl.OPEN);
        table.deleted(7, "/a", Acl.OPEN, Acl.OPEN);

        assertThat(link.take()).containsExactly("event NODE_CREATED /a/b/c zxid 5", "event NODE_DELETED /a zxid 7");
    }

    @Test
    void whoMayNotReadIsNotToldAndLosesTheWatchAllTheSame() {
        RecordingLink bobsLink = new RecordingLink();
        bobsLink.become(new Identity("digest", "bob:x"));
        Watcher bob = new Watcher(bobsLink, 2);
        table.watchData(watcher, "/a");
        table.watchData(bob, "/a");

        table.dataChanged(5, "/a", BOBS);

        assertThat(link.take()).isEmpty();
        assertThat(bobsLink.take()).containsExactly("event NODE_DATA_CHANGED /a zxid 5");
        assertThat(table.size()).isZero();
        assertThat(tally.fired(EventType.NODE_DATA_CHANGED).sum).isEqualTo(1);
    }

    @Test
    void removalIsByKind() {
        table.watchData(watcher, "/a");
        table.watchChildren(watcher, "/a");
        table.watchAlways(watcher, "/a", false);
        table.watchAlways(watcher, "/a", true);

        assertThat(table.remove(watcher, "/a", WatchKind.DATA)).isTrue();
        assertThat(table.remove(watcher, "/a", WatchKind.DATA)).isFalse();
        assertThat(table.size()).as("a persistent watch stands in both tables").isEqualTo(4);
        assertThat(table.remove(watcher, "/a", WatchKind.ANY)).isTrue();
        assertThat(table.size()).isZero();
        assertThat(table.remove(watcher, "/b", WatchKind.ANY)).isFalse();
    }

    @Test
    void nothingIsLeftOfAConnectionThatIsGone() {
        for (int i = 0; i < 100; i++) {
            table.watchData(watcher, "/n" + i);
            table.watchAlways(watcher, "/n" + i, i % 2 == 0);
        }

        table.forget(watcher);

        assertThat(table.size()).isZero();
        assertThat(table.paths()).isZero();
        table.created(5, "/n1", Acl.OPEN, Acl.OPEN);
        assertThat(link.take()).isEmpty();
    }

    @Test
    void theOperatorsWordsCountEverythingButChildWatches() {
        Watcher other = new Watcher(new RecordingLink(), 2);
        table.watchData(watcher, "/a");
        table.watchChildren(watcher, "/c");
        table.watchAlways(other, "/a", true);
        List<String> seen = new ArrayList<>();

        table.forEachDataWatch((path, session) -> seen.add(path + " " + session));

        assertThat(table.connections()).isEqualTo(2);
        assertThat(table.paths()).isEqualTo(1);
        assertThat(table.dataTableSize()).isEqualTo(2);
        assertThat(table.size()).isEqualTo(3);
        assertThat(seen).containsExactly("/a 1", "/a 2");
    }

    @Test
    void aThousandWatchersAreToldInTheOrderTheyCame() {
        List<RecordingLink> links = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            RecordingLink each = new RecordingLink();
            links.add(each);
            table.watchData(new Watcher(each, i), "/a");
        }

        table.dataChanged(5, "/a", Acl.OPEN);

        assertThat(links).allSatisfy(each -> assertThat(each.take()).hasSize(1));
        assertThat(tally.fired(EventType.NODE_DATA_CHANGED).max).isEqualTo(1000);
    }
}
