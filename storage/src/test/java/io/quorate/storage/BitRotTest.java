package io.quorate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.StorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Changes every byte of small logs: all records are read, or the log is refused; never fewer, never others (faults
 * D10).
 */
class BitRotTest {
    private static final String[] LOGS = {"log.1", "log.8"};
    private static final long LAST = 14;

    @Test
    void aChangedByteNeverShortensALogThatWasStoppedCleanly() throws Exception {
        int refused = 0;
        for (String name : LOGS) {
            for (int offset = 0; offset < length(); offset++) {
                for (int mask : new int[] {1 << (offset % 8), 0xff}) {
                    refused += readsAllOrRefuses(site(), name, offset, mask) ? 0 : 1;
                }
            }
        }
        assertThat(refused).isGreaterThan(2 * (int) LAST * 100);
    }

    @Test
    void aChangedByteNeverShortensALogWithoutAMark() throws Exception {
        for (String name : LOGS) {
            for (int offset = 0; offset < length(); offset++) {
                Site site = site();
                site.disk().remove(site.path("quorate.durable"));
                readsAllOrRefuses(site, name, offset, 1 << (offset % 8));
            }
        }
    }

    @Test
    void aChangedByteInTheMarkNeverKeepsALogFromBeingRead() throws Exception {
        for (int offset = 0; offset < 1024; offset++) {
            assertThat(readsAllOrRefuses(site(), "quorate.durable", offset, 0x04))
                    .isTrue();
        }
    }

    @Test
    void aLostSectorBelowTheMarkIsAlwaysNoticed() throws Exception {
        for (String name : LOGS) {
            for (int sector = 0; sector * 512 < length(); sector++) {
                Site site = site();
                byte[] bytes = site.disk().bytes(site.path(name));
                Arrays.fill(bytes, sector * 512, Math.min((sector + 1) * 512, bytes.length), (byte) 0);
                site.put(name, bytes);
                assertThat(reads(site)).as("%s, sector %d", name, sector).isNull();
            }
        }
    }

    private static Site site() throws Exception {
        Site site = Site.empty().putSnapshot(0).liveUpTo(7);
        return site.liveUpTo(LAST);
    }

    /** Bytes of either log up to the end of its last record. */
    private static int length() {
        return LogImage.of(1, 7).bytes().length;
    }

    /** Whether the records were read; whatever was read must be all of them, as they were written. */
    private static boolean readsAllOrRefuses(Site site, String name, int offset, int mask) {
        site.disk().damage(site.path(name), offset, mask);
        List<Long> zxids = reads(site);
        if (zxids == null) {
            return false;
        }
        assertThat(zxids)
                .as("%s, byte %d, mask %x", name, offset, mask)
                .isEqualTo(LongStream.rangeClosed(1, LAST).boxed().toList());
        return true;
    }

    private static @Nullable List<Long> reads(Site site) {
        List<Long> zxids = new ArrayList<>();
        try (Storage storage = site.open()) {
            storage.replay(1, (zxid, payload, offset, length) -> {
                byte[] copy = Arrays.copyOfRange(payload, offset, offset + length);
                assertThat(copy).isEqualTo(Payloads.of(zxid));
                zxids.add(zxid);
            });
            return zxids;
        } catch (StorageException refusal) {
            assertThat(refusal.kind()).isEqualTo(StorageException.Kind.DAMAGED);
            assertThat(refusal.getMessage()).contains("log.");
            return null;
        }
    }
}
