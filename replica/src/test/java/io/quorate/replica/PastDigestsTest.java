package io.quorate.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastDigestsTest {
    private final PastDigests digests = new PastDigests();

    @Test
    void everyHundredAndTwentyEighthIsKept() {
        assertThat(kept()).isEmpty();
        for (long zxid = 1; zxid < 400; zxid++) {
            digests.applied(zxid, -zxid);
        }

        assertThat(kept()).containsExactly("128 -128", "256 -256", "384 -384");
    }

    @Test
    void theOldestGiveWay() {
        for (long zxid = 128; zxid <= 128 * 2000; zxid += 128) {
            digests.applied(zxid, zxid);
        }

        assertThat(kept())
                .hasSize(1024)
                .startsWith(128 * 977 + " " + 128 * 977)
                .endsWith(128 * 2000 + " " + 128 * 2000);
    }

    private List<String> kept() {
        List<String> kept = new ArrayList<>();
        digests.forEach((zxid, digest) -> kept.add(zxid + " " + digest));
        return kept;
    }
}
