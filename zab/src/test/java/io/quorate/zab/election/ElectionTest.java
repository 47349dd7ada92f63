package io.quorate.zab.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.Ensembles;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig.Rule;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Groups;
import io.quorate.zab.ensemble.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both rules promise. */
final class ElectionTest {
    private static final int SEEDS = 150;

    @ParameterizedTest
    @EnumSource(Rule.class)
    void emptyMembersStartedOneAfterAnotherElectTheOneThatMakesAMajority(Rule rule) {
        Polling walk = new Polling(Ensembles.of(5, 0), rule, 1, 0);
        walk.start(1, 0, 0);
        walk.run(1000);
        assertThat(walk.decided(1)).as("alone, 1 keeps looking").isFalse();
        walk.start(2, 0, 0);
        walk.run(1000);
        assertThat(walk.decided(1) || walk.decided(2))
                .as("two of five decide nothing")
                .isFalse();
        walk.start(3, 0, 0);
        walk.run(1000);
        for (long id = 1; id <= 3; id++) {
            assertThat(walk.decided(id)).isTrue();
            assertThat(walk.leaderOf(id)).as("3 wins the moment it starts").isEqualTo(3);
        }
        walk.start(4, 0, 0);
        walk.run(1000);
        walk.start(5, 0, 0);
        walk.run(1000);
        assertThat(walk.leaderOf(4)).as("4 follows although its id is greater").isEqualTo(3);
        assertThat(walk.leaderOf(5)).as("5 follows although its id is greater").isEqualTo(3);
        assertThat(walk.decided(4) && walk.decided(5)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void membersThatStartTogetherAgreeOnOneThatNoQuorumSurpasses(Rule rule) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom dice = new SplittableRandom(seed);
            int voters = 3 + 2 * dice.nextInt(3);
            Polling world = new Polling(Ensembles.of(voters, 0), rule, seed, seed % 2 == 0 ? 0 : 20);
            List<long[]> histories = new ArrayList<>();
            for (int id = 1; id <= voters; id++) {
                long epoch = dice.nextInt(3);
                long zxid = Zxid.of(epoch, dice.nextInt(4));
                histories.add(new long[] {epoch, zxid, id});
                world.start(id, epoch, zxid);
            }
            world.run(5000);
            long leader = assertOneLeader(world, seed);
            long[] elected = histories.get((int) leader - 1);
            long notBetter = histories.stream()
                    .filter(each -> compare(each, elected) <= 0)
                    .count();
            assertThat(notBetter).as("seed %d", seed).isGreaterThan(voters / 2);
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void theLongestHistoryWinsWhereEverybodyIsHeard(Rule rule) {
        Polling world = new Polling(Ensembles.of(3, 0), rule, 3, 0);
        world.start(1, 2, Zxid.of(1, 9));
        world.start(2, 1, Zxid.of(1, 50));
        world.start(3, 2, Zxid.of(1, 8));
        world.run(2000);
        assertThat(assertOneLeader(world, 3)).as("epoch before zxid before id").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void theOthersElectAnewWhenTheLeaderDies(Rule rule) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Polling world = new Polling(Ensembles.of(5, 0), rule, seed, 10);
            for (int id = 1; id <= 5; id++) {
                world.start(id, 1, Zxid.of(1, id));
            }
            world.run(5000);
            long dead = assertOneLeader(world, seed);
            world.crash(dead);
            for (long id : world.running()) {
                world.lookAgain(id);
                world.run(seed % 40);
            }
            world.run(20_000);
            assertThat(assertOneLeader(world, seed)).as("seed %d", seed).isNotEqualTo(dead);
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void observersFindTheLeaderAndAreNeverElected(Rule rule) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Polling world = new Polling(Ensembles.of(3, 2), rule, seed, 10);
            for (int id = 5; id >= 1; id--) {
                world.start(id, 1, Zxid.of(1, id));
            }
            world.run(20_000);
            assertThat(assertOneLeader(world, seed)).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void whoMayHaveLostItsDataNeitherCountsNorIsElected(Rule rule) {
        Polling world = new Polling(Ensembles.of(3, 0), rule, 4, 0);
        world.start(3, 0, Zxid.UNKNOWN);
        world.start(1, 1, Zxid.of(1, 5));
        world.run(5000);
        assertThat(world.decided(1) || world.decided(3)).as("ZOOKEEPER-261").isFalse();
        world.start(2, 1, Zxid.of(1, 5));
        world.run(5000);
        assertThat(world.leaderOf(1)).isEqualTo(2);
        assertThat(world.leaderOf(3)).as("it joins those who know").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void aCandidateWithoutWeightIsNotElected(Rule rule) {
        TreeMap<ServerId, Long> weights = new TreeMap<>();
        weights.put(Ensembles.id(1), 1L);
        weights.put(Ensembles.id(2), 1L);
        weights.put(Ensembles.id(3), 0L);
        List<Member> members = List.copyOf(Ensembles.of(3, 0).members().values());
        Polling world = new Polling(Ensemble.of(members, Groups.weighted(weights), 0), rule, 5, 0);
        for (int id = 1; id <= 3; id++) {
            world.start(id, 1, Zxid.of(1, id));
        }
        world.run(5000);
        assertThat(assertOneLeader(world, 5)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void whoComesLateJoinsARunningEnsembleWhateverItsRound(Rule rule) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Polling world = new Polling(Ensembles.of(3, 0), rule, seed, 10);
            world.start(1, 1, Zxid.of(1, 5));
            world.start(2, 1, Zxid.of(1, 5));
            world.run(5000);
            world.lookAgain(1);
            world.lookAgain(2);
            world.run(5000);
            world.established(1, 7);
            world.established(2, 7);
            world.start(3, 1, Zxid.of(1, 90));
            world.run(20_000);
            assertThat(world.decided(3)).as("ZOOKEEPER-1732, seed %d", seed).isTrue();
            assertThat(world.leaderOf(3)).isEqualTo(2);
            assertThat(world.voteOf(3).peerEpoch()).isEqualTo(7);
        }
    }

    private static long assertOneLeader(Polling world, long seed) {
        long leader = world.leaderOf(world.running().getFirst());
        for (long id : world.running()) {
            assertThat(world.decided(id)).as("member %d, seed %d", id, seed).isTrue();
            assertThat(world.leaderOf(id)).as("member %d, seed %d", id, seed).isEqualTo(leader);
        }
        assertThat(world.running()).as("seed %d", seed).contains(leader);
        return leader;
    }

    private static int compare(long[] first, long[] second) {
        for (int i = 0; i < first.length; i++) {
            int order = Long.compare(first[i], second[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
