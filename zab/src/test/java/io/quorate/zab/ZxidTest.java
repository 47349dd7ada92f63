package io.quorate.zab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ZxidTest {

    @Test
    void isAnEpochAndACounter() {
        assertThat(Zxid.of(2, 19)).isEqualTo(0x2_0000_0013L);
        assertThat(Zxid.epoch(0x2_0000_0013L)).isEqualTo(2);
        assertThat(Zxid.counter(0x2_0000_0013L)).isEqualTo(19);
        assertThat(Zxid.text(0x2_0000_0013L)).isEqualTo("(2,19)");
    }

    @Test
    void theUnknownZxidIsBeforeEveryEpoch() {
        assertThat(Zxid.epoch(Zxid.UNKNOWN)).isEqualTo(-1);
        assertThat(Zxid.UNKNOWN).isLessThan(0);
        assertThat(Zxid.text(Zxid.UNKNOWN)).isEqualTo("(unknown)");
    }

    @Test
    void theBeginningOfAnEpochNamesNoTxn() {
        assertThat(Zxid.namesTxn(Zxid.beginning(3))).isFalse();
        assertThat(Zxid.namesTxn(Zxid.of(3, 1))).isTrue();
    }

    @Test
    void onlyTheNextCounterOrTheFirstOfALaterEpochFollows() {
        assertThat(Zxid.follows(Zxid.of(1, 4), Zxid.of(1, 5))).isTrue();
        assertThat(Zxid.follows(Zxid.of(1, 4), Zxid.of(1, 6))).isFalse();
        assertThat(Zxid.follows(Zxid.of(1, 4), Zxid.of(1, 4))).isFalse();
        assertThat(Zxid.follows(Zxid.of(1, 4), Zxid.of(3, 1))).isTrue();
        assertThat(Zxid.follows(Zxid.of(1, 4), Zxid.of(3, 2))).isFalse();
        assertThat(Zxid.follows(Zxid.of(2, 4), Zxid.of(1, 5))).isFalse();
        assertThat(Zxid.follows(0, Zxid.of(1, 1))).isTrue();
    }

    @Test
    void aCounterThatIsFullIsNotFollowedByZeroOfTheNextEpoch() {
        assertThat(Zxid.follows(Zxid.of(1, 0xffff_ffffL), Zxid.of(2, 0))).isFalse();
    }
}
