package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.sim.CrashedException;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a member may believe that nothing of its data is missing. */
class TrustTest {
    private static final String MARK = "quorate.untrusted";

    @ParameterizedTest
    @CsvSource({
        // initialize, db.autocreate, epoch files, trusted
        "false, true,  none, true",
        "true,  true,  none, true",
        "true,  false, none, true",
        "false, false, none, false",
        "false, true,  0,    true",
        "false, true,  5,    false",
        "false, false, 5,    false",
        "true,  true,  5,    true",
    })
    void anEmptyDirectory(boolean initialized, boolean create, String epoch, boolean trusted) throws Exception {
        Site site = Site.empty();
        if (initialized) {
            site.disk().put(Path.of("/data/initialize"), new byte[0]);
        }
        if (!epoch.equals("none")) {
            site.put("currentEpoch", epoch.getBytes(StandardCharsets.US_ASCII));
            site.put("acceptedEpoch", epoch.getBytes(StandardCharsets.US_ASCII));
        }
        try (Storage storage = site.open()) {
            assertThat(storage.isTrusted(create)).isEqualTo(trusted);
        }
        assertThat(site.names().contains(MARK)).isEqualTo(!trusted);
        assertThat(site.disk().exists(Path.of("/data/initialize"))).isFalse();
        assertThat(site.heard().warnings()).hasSize(trusted ? 0 : 1);
    }

    @Test
    void aDirectoryWithDataIsTrusted() throws Exception {
        assertTrusted(Site.empty().putSnapshot(0), true);
        assertTrusted(Site.empty().putSnapshot(0).put("currentEpoch", new byte[] {'1'}), true);
        assertTrusted(Site.empty().put("log.1", LogImage.of(1, 3).bytes()), true);
    }

    @Test
    void whoWasNotTrustedIsNotTrustedBecauseASnapshotHasCome() throws Exception {
        Site site = Site.empty();
        assertTrusted(site, false);
        assertTrusted(site.putSnapshot(77), false);
        try (Storage storage = site.open()) {
            assertThat(storage.isTrusted(false)).isFalse();
            storage.trust();
        }
        assertTrusted(site, true);
    }

    @Test
    void aMemberWhoseLogsAreOnALostDiskIsNotTrusted() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(Personality.WEAK, new SplittableRandom(1));
        StorageConfig config = Member.config("/data", "/logs", 4096);
        Heard heard = new Heard();
        try (Storage storage = Storage.open(config, disk, heard, () -> 0)) {
            assertThat(storage.isTrusted(true)).isTrue();
        }
        disk.put(Path.of("/data/version-2/snapshot.7"), new byte[] {'Z', 'K', 'S', 'N', 0, 0, 0, 0, 1, '/'});
        disk.put(Path.of("/data/version-2/currentEpoch"), new byte[] {'1'});
        disk.put(Path.of("/data/version-2/acceptedEpoch"), new byte[] {'1'});
        disk.put(Path.of("/logs/version-2/log.8"), LogImage.of(8, 9).bytes());
        try (Storage storage = Storage.open(config, disk, heard, () -> 0)) {
            assertThat(storage.isTrusted(true)).isTrue();
        }
        disk.remove(Path.of("/logs/version-2/log.8"));
        try (Storage storage = Storage.open(config, disk, heard, () -> 0)) {
            assertThat(storage.isTrusted(true)).isFalse();
        }
        assertThat(heard.warnings()).hasSize(1).first().asString().contains("not one log in /logs/version-2");
        disk.put(Path.of("/data/initialize"), new byte[0]);
        try (Storage storage = Storage.open(config, disk, heard, () -> 0)) {
            assertThat(storage.isTrusted(true)).isTrue();
        }
    }

    @Test
    void aMemberWhoseFilesWereDeletedStartsWithoutAVote() throws Exception {
        Site site = Site.empty().putSnapshot(0).liveUpTo(7);
        site.disk().remove(site.path("log.1"));
        site.disk().remove(site.path("snapshot.0"));
        try (Storage storage = site.open()) {
            assertThat(storage.isTrusted(true)).isFalse();
            assertThat(storage.replay(1, (_, _, _, _) -> {})).isZero();
            storage.startLog(0).close();
        }
        assertTrusted(site, false);
        assertThat(site.heard().warnings()).anyMatch(warning -> warning.contains("is set aside"));
    }

    @Test
    void theOperatorMayStillSayThatNothingIsMissing() throws Exception {
        Site site = Site.empty();
        assertTrusted(site, false);
        assertTrusted(site.putSnapshot(0), false);
        site.disk().put(Path.of("/data/initialize"), new byte[0]);
        assertTrusted(site, true);
        assertThat(site.names()).doesNotContain(MARK);
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void noCrashMakesAnEmptyDirectoryTrusted(Survival survival) throws Exception {
        for (int at = 1; at < 12; at++) {
            Site site = Site.empty();
            boolean answered = false;
            site.disk().faults().crashAt(at);
            try (Storage storage = site.open()) {
                assertThat(storage.isTrusted(false)).isFalse();
                answered = true;
            } catch (CrashedException _) {
                // the crash this test is about
            }
            site.disk().powerCut(survival);
            if (answered) {
                // What was said before the crash holds whatever has come since.
                site.putSnapshot(5);
            }
            assertTrusted(site, false);
        }
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void trustIsGivenAsAWholeOrNotAtAll(Survival survival) throws Exception {
        for (int at = 1; at < 8; at++) {
            Site site = Site.empty();
            assertTrusted(site, false);
            site.putSnapshot(5);
            boolean given = false;
            try (Storage storage = site.open()) {
                site.disk().faults().crashAt(site.disk().faults().operations() + at);
                storage.trust();
                given = true;
            } catch (CrashedException _) {
                // the crash this test is about
            }
            site.disk().powerCut(survival);
            try (Storage storage = site.open()) {
                assertThat(storage.isTrusted(false) || !given).isTrue();
            }
        }
    }

    private static void assertTrusted(Site site, boolean trusted) {
        try (Storage storage = site.open()) {
            assertThat(storage.isTrusted(false)).isEqualTo(trusted);
        }
    }
}
