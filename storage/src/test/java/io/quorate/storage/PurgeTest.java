package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PurgeTest {
    @Test
    void theNewestSnapshotsAndTheLogsBehindTheOldestOfThemStay() throws Exception {
        Site site = Site.empty();
        for (int zxid : new int[] {5, 10, 20, 30, 40}) {
            site.putSnapshot(zxid);
        }
        for (int first : new int[] {1, 6, 15, 18, 25, 41}) {
            site.put(
                    "log." + Integer.toHexString(first),
                    LogImage.of(first, first).bytes());
        }
        assertThat(purge(site, 3)).isEqualTo(5);
        assertThat(site.names())
                .containsExactly("log.12", "log.19", "log.29", "snapshot.14", "snapshot.1e", "snapshot.28");
        assertThat(site.heard().notes())
                .hasSize(5)
                .allMatch(note -> note.startsWith("Removing file: /data/version-2/"));
        assertThat(purge(site, 3)).isZero();
    }

    @Test
    void snapshotsThatAreNotWholeDoNotCount() throws Exception {
        Site site = Site.empty().putSnapshot(5).putSnapshot(10).putSnapshot(20);
        site.put("snapshot.1e", new byte[100]).put("snapshot.28", new byte[0]);
        site.put("log.1", LogImage.of(1, 30).bytes());
        assertThat(purge(site, 3)).isZero();
    }

    @Test
    void withoutASnapshotNothingIsDeleted() throws Exception {
        Site site = Site.empty()
                .put("log.1", LogImage.of(1, 3).bytes())
                .put("log.4", LogImage.of(4, 5).bytes());
        assertThat(purge(site, 3)).isZero();
    }

    @Test
    void aCopyUnderALaterNameDoesNotCostTheLogThatMatters() throws Exception {
        Site site = Site.empty().putSnapshot(45).putSnapshot(46).putSnapshot(47);
        site.put("log.1", LogImage.of(1, 50).bytes())
                .put("log.20", LogImage.of(1, 9).bytes());
        assertThat(purge(site, 3)).isZero();
    }

    @Test
    void whatIsNotOursStays() throws Exception {
        Site site = Site.empty().putSnapshot(45).putSnapshot(46).putSnapshot(47);
        site.put("log.old", new byte[3]).put("snapshot.1.bak", new byte[3]).put("snapshot.x", new byte[3]);
        assertThat(purge(site, 3)).isZero();
    }

    @Test
    void fewerThanThreeAreNeverKept() throws Exception {
        Site site = Site.empty().putSnapshot(45);
        assertThatThrownBy(() -> purge(site, 2)).hasMessageContaining("keep at least 3");
    }

    @Test
    void theLastSnapshotIsTheNewestThatLooksWhole() throws Exception {
        Site site = Site.empty();
        try (Storage storage = site.open()) {
            assertThat(storage.lastSnapshot()).isEqualTo(new Storage.LastSnapshot(-1, -1));
            site.putSnapshot(45).putSnapshot(46).put("snapshot.2f", new byte[3]);
            assertThat(storage.lastSnapshot().zxid()).isEqualTo(46);
        }
    }

    private static int purge(Site site, int retained) {
        try (Storage storage = site.open()) {
            return storage.purge(retained);
        }
    }
}
