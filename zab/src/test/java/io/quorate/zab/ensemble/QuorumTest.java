package io.quorate.zab.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.zab.ServerId;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class QuorumTest {

    @Test
    void aMajorityIsMoreThanHalf() {
        assertThat(reached(majority(1), 1)).isTrue();
        assertThat(reached(majority(1, 2), 1)).isFalse();
        assertThat(reached(majority(1, 2, 3), 1, 3)).isTrue();
        assertThat(reached(majority(1, 2, 3, 4), 1, 2)).isFalse();
        assertThat(reached(majority(1, 2, 3, 4, 5), 3, 4, 5)).isTrue();
    }

    @Test
    void strangersCountForNothing() {
        assertThat(reached(majority(1, 2, 3), 1, 7, 8, 9)).isFalse();
        assertThat(majority(1, 2, 3).weightOf(new ServerId(7))).isZero();
    }

    @Test
    void weightsDecideByMoreThanHalfOfTheWhole() {
        Quorum quorum = Groups.weighted(weights(1, 3, 2, 1, 3, 1));
        assertThat(reached(quorum, 1)).isTrue();
        assertThat(reached(quorum, 2, 3)).isFalse();
        assertThat(quorum.weightOf(new ServerId(1))).isEqualTo(3);
    }

    @Test
    void aMajorityOfGroupsIsWonEachByItsOwnMajority() {
        Quorum quorum = threeGroupsOfThree();
        assertThat(reached(quorum, 1, 2, 4, 5)).isTrue();
        assertThat(reached(quorum, 1, 2, 3, 4, 7)).isFalse();
    }

    @Test
    void aGroupWithoutWeightIsNoGroup() {
        SortedMap<Long, SortedMap<ServerId, Long>> groups = new TreeMap<>();
        groups.put(1L, weights(1, 1, 2, 1, 3, 1));
        groups.put(2L, weights(4, 0, 5, 0));
        Quorum quorum = new Groups(groups);
        assertThat(reached(quorum, 1, 2)).isTrue();
        assertThat(reached(quorum, 1, 4, 5)).isFalse();
    }

    @Test
    void whoIsInTwoGroupsOrAllWithoutWeightIsRefused() {
        SortedMap<Long, SortedMap<ServerId, Long>> groups = new TreeMap<>();
        groups.put(1L, weights(1, 1));
        groups.put(2L, weights(1, 1));
        assertThatThrownBy(() -> new Groups(groups)).hasMessageContaining("server 1 is in two groups");
        assertThatThrownBy(() -> Groups.weighted(weights(1, 0))).hasMessageContaining("no voter weighs anything");
    }

    @Test
    void oldAndNewMustBothAgreeDuringAReconfiguration() {
        Quorum quorum = new Joint(majority(1, 2, 3), majority(1, 4, 5));
        assertThat(reached(quorum, 1, 2)).isFalse();
        assertThat(reached(quorum, 1, 4)).isFalse();
        assertThat(reached(quorum, 1, 2, 4)).isTrue();
        assertThat(quorum.voters()).containsExactlyElementsOf(ids(1, 2, 3, 4, 5));
    }

    @Test
    void anyTwoQuorumsOfAnyRuleHaveAMemberInCommon() {
        SplittableRandom dice = new SplittableRandom(20);
        List<Quorum> rules = List.of(
                majority(1, 2, 3, 4, 5, 6),
                Groups.weighted(weights(1, 3, 2, 1, 3, 1, 4, 2)),
                threeGroupsOfThree(),
                new Joint(majority(1, 2, 3), majority(3, 4, 5, 6, 7)));
        int checked = 0;
        for (Quorum rule : rules) {
            for (int i = 0; i < 4000; i++) {
                long first = dice.nextLong(1 << 10);
                long second = dice.nextLong(1 << 10);
                if (reachedByBits(rule, first) && reachedByBits(rule, second)) {
                    assertThat(first & second).isNotZero();
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(1000);
    }

    @Test
    void anEnsembleTellsItselfAsZooKeeperDoes() {
        Ensemble ensemble = Ensemble.of(
                List.of(
                        new Member(new ServerId(2), Member.Kind.OBSERVER, "b:2888:3888:observer"),
                        new Member(new ServerId(1), Member.Kind.VOTER, "a:2888:3888:participant")),
                0x1_0000_0000L);
        assertThat(ensemble.text())
                .isEqualTo("server.1=a:2888:3888:participant\nserver.2=b:2888:3888:observer\nversion=100000000");
        assertThat(ensemble.isVoter(new ServerId(1))).isTrue();
        assertThat(ensemble.isObserver(new ServerId(2))).isTrue();
        assertThat(ensemble.isObserver(new ServerId(3))).isFalse();
    }

    @Test
    void groupsAndWeightsAreToldWithTheirMembers() {
        Ensemble ensemble = Ensemble.of(
                List.of(
                        new Member(new ServerId(1), Member.Kind.VOTER, "a:1:2:participant"),
                        new Member(new ServerId(2), Member.Kind.VOTER, "b:1:2:participant")),
                Groups.weighted(weights(1, 2, 2, 1)),
                0);
        assertThat(ensemble.text())
                .isEqualTo("server.1=a:1:2:participant\nserver.2=b:1:2:participant\n"
                        + "group.1=1:2\nweight.1=2\nweight.2=1\nversion=0");
    }

    private static Quorum threeGroupsOfThree() {
        SortedMap<Long, SortedMap<ServerId, Long>> groups = new TreeMap<>();
        groups.put(1L, weights(1, 1, 2, 1, 3, 1));
        groups.put(2L, weights(4, 1, 5, 1, 6, 1));
        groups.put(3L, weights(7, 1, 8, 1, 9, 1));
        return new Groups(groups);
    }

    private static Quorum majority(long... ids) {
        return new Majority(ids(ids));
    }

    private static boolean reached(Quorum quorum, long... by) {
        return quorum.isReachedBy(ids(by)::contains);
    }

    private static boolean reachedByBits(Quorum quorum, long bits) {
        return quorum.isReachedBy(id -> (bits >> id.value() & 1) == 1);
    }

    private static List<ServerId> ids(long... ids) {
        return LongStream.of(ids).mapToObj(ServerId::new).toList();
    }

    private static SortedMap<ServerId, Long> weights(long... idsAndWeights) {
        SortedMap<ServerId, Long> weights = new TreeMap<>();
        for (int i = 0; i < idsAndWeights.length; i += 2) {
            weights.put(new ServerId(idsAndWeights[i]), idsAndWeights[i + 1]);
        }
        return weights;
    }
}
