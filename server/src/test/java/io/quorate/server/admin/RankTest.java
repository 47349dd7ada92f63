package io.quorate.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.server.config.EnsembleConfig;
import io.quorate.transport.peer.LearnerTraffic;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankTest {
    private static final EnsembleConfig MEMBERS = new EnsembleConfig(
            2,
            List.of(peer(1, true), peer(2, true), peer(3, true), peer(4, false)),
            new TreeMap<>(),
            0,
            new EnsembleConfig.Timing(10, 5, 10, 100),
            new EnsembleConfig.Election(false, 200, 60_000),
            new EnsembleConfig.Links(false, 3, 5_000, 10_000, false, false),
            new EnsembleConfig.Limits(500, false, 0.33));

    private static EnsembleConfig.Peer peer(long id, boolean participant) {
        String role = participant ? "participant" : "observer";
        return new EnsembleConfig.Peer(
                id,
                participant,
                List.of(new EnsembleConfig.Address("127.0.0." + id, 2888, 3888)),
                "127.0.0." + id + ":2181",
                "127.0.0." + id + ":2888:3888:" + role + ";127.0.0." + id + ":2181");
    }

    @Test
    void everyRoleHasTheWordsThatToolsLookFor() {
        assertWords(null, "standalone", null, true);
        assertWords(new Role.Looking(), "looking", "looking - election", false);
        assertWords(new Role.Leading(1, Phase.BROADCAST), "leader", "leading - broadcast", true);
        assertWords(
                new Role.Following(new ServerId(3), 1, Phase.SYNCHRONIZATION),
                "follower",
                "following - synchronization",
                false);
        assertWords(new Role.Observing(new ServerId(3), 1, Phase.BROADCAST), "observer", "observing - broadcast", true);
    }

    private static void assertWords(@Nullable Role role, String mode, @Nullable String state, boolean serves) {
        Rank rank = rank(role);
        assertThat(rank.mode()).isEqualTo(mode);
        assertThat(rank.peerState()).isEqualTo(state);
        assertThat(rank.serves()).isEqualTo(serves);
    }

    private static Rank rank(@Nullable Role role, LearnerState... learners) {
        return new Rank(role, List.of(learners), 0x3_0000_0007L, 0);
    }

    @Test
    void aFollowerNamesItsLeader() {
        assertThat(EnsembleShapes.leader(MEMBERS, rank(new Role.Following(new ServerId(3), 1, Phase.BROADCAST))))
                .isEqualTo(Map.of("is_leader", false, "leader_id", 3L, "leader_ip", "127.0.0.3"));
        assertThat(EnsembleShapes.leader(MEMBERS, rank(new Role.Leading(1, Phase.BROADCAST))))
                .isEqualTo(Map.of("is_leader", true, "leader_id", 2L, "leader_ip", "127.0.0.2"));
    }

    @Test
    void onlyVotersAreInTheVotingView() {
        assertThat(EnsembleShapes.voters(MEMBERS)).containsOnlyKeys(1L, 2L, 3L);
        assertThat(EnsembleShapes.voters(MEMBERS).get(1L))
                .isEqualTo(Map.of(
                        "server_addresses",
                        List.of("127.0.0.1:2888"),
                        "election_addresses",
                        List.of("127.0.0.1:3888"),
                        "client_address",
                        "127.0.0.1:2181",
                        "learner_type",
                        "participant"));
        assertThat(EnsembleShapes.voters(null)).isEmpty();
    }

    @Test
    void theStateOfTheAgreementTellsEpochAndCounter() {
        assertThat(EnsembleShapes.zabState(MEMBERS, rank(new Role.Leading(3, Phase.BROADCAST))))
                .containsEntry("myid", 2L)
                .containsEntry("is_leader", true)
                .containsEntry("voting", true)
                .containsEntry("last_zxid", "0x300000007")
                .containsEntry("zab_epoch", 3L)
                .containsEntry("zab_counter", 7L)
                .containsEntry("zabstate", "broadcast");
        assertThat(EnsembleShapes.zabState(null, rank(null))).isEqualTo(Map.of("voting", false, "zabstate", ""));
    }

    @Test
    void anObserverCountsOnceItHasTheHistory() {
        Rank leader = rank(
                new Role.Leading(1, Phase.BROADCAST),
                new LearnerState(new ServerId(1), false, true, 0, 0),
                new LearnerState(new ServerId(4), true, true, 9, 0),
                new LearnerState(new ServerId(5), true, false, 0, 0));

        assertThat(EnsembleShapes.observers(leader, List.of()))
                .isEqualTo(Map.of("synced_observers", 1, "observers", List.of(Map.of("sid", 4L, "last_zxid", 9L))));
    }

    @Test
    void whatWentOverTheLatestLinkOfAnObserverIsTold() {
        Rank leader =
                rank(new Role.Leading(1, Phase.BROADCAST), new LearnerState(new ServerId(4), true, true, 0x200L, 0));
        LearnerTraffic before = new LearnerTraffic(new ServerId(4), true, "10.0.0.4:999", 1, 2, 3, 4, 5);
        LearnerTraffic now = new LearnerTraffic(new ServerId(4), true, "10.0.0.4:1000", 7_000, 20, 30, 40, 5);
        LearnerTraffic other = new LearnerTraffic(new ServerId(5), true, "10.0.0.5:1000", 8_000, 0, 0, 1, 0);

        assertThat(EnsembleShapes.observers(leader, List.of(before, now, other)).get("observers"))
                .isEqualTo(List.of(Map.of(
                        "remote_socket_address", "10.0.0.4:1000",
                        "sid", 4L,
                        "established", 7_000L,
                        "queued_packets_size", 20L,
                        "packets_received", 40L,
                        "packets_sent", 30L,
                        "requests", 5L,
                        "last_zxid", 0x200L)));
    }
}
