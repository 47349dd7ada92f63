package io.quorate.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that Apache ZooKeeper 3.9.5 was seen to say and to understand (quorum protocol, appendix A). */
final class ZooKeeperBytesTest {
    private static final ServerId TWO = new ServerId(2);
    private static final ServerId THREE = new ServerId(3);
    private static final String CONFIGURATION = "server.1=127.0.0.1:21831:21841:participant\n"
            + "server.2=127.0.0.1:21832:21842:participant\nserver.3=127.0.0.1:21833:21843:participant\nversion=0";
    private static final String CONFIGURATION_HEX =
            HexFormat.of().formatHex(CONFIGURATION.getBytes(StandardCharsets.UTF_8));
    private static final Notification LEADS =
            new Notification(State.LEADING, new Vote(THREE, 0, 1, 1), Notification.VERSION, CONFIGURATION);
    private static final String LEADS_HEX = "000000b6 00000002 0000000000000003 0000000000000000 0000000000000001"
            + "0000000000000001 00000002 0000008a" + CONFIGURATION_HEX;

    @Test
    void aGreaterMemberIsHeardAndAnsweredOverTheConnectionThatItOpens() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(3);
        try (TestMember two = TestMember.open(configs.get(1));
                RawPeer three = RawPeer.to(configs.get(1).own().election().getFirst())) {
            three.say("ffffffffffff0000 0000000000000003 0000000f 3132372e302e302e313a3231383433" + LEADS_HEX);
            assertThat(two.heardFrom(THREE).message()).isEqualTo(LEADS);

            two.door.tell(
                    THREE,
                    new Notification(State.LOOKING, new Vote(TWO, 0, 1, 0), Notification.VERSION, CONFIGURATION));
            two.door.flush();
            assertThat(three.hear(4 + 182))
                    .isEqualTo(HexFormat.of()
                            .formatHex(RawPeer.bytes("000000b6 00000000 0000000000000002 0000000000000000"
                                    + "0000000000000001 0000000000000000 00000002 0000008a" + CONFIGURATION_HEX)));
        }
    }

    @Test
    void aSmallerMemberIsGreetedWithTheObservedBytes() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(3);
        int electionPort = configs.get(0).own().election().getFirst().port();
        String address = configs.get(1).own().election().getFirst().toString();
        try (ServerSocket one = new ServerSocket(electionPort, 5, InetAddress.getLoopbackAddress());
                TestMember two = TestMember.open(configs.get(1))) {
            two.door.tell(new ServerId(1), LEADS);
            two.door.flush();
            try (RawPeer met = new RawPeer(one.accept())) {
                assertThat(met.hear(20 + address.length() + 4 + 182))
                        .isEqualTo(HexFormat.of()
                                .formatHex(RawPeer.bytes("ffffffffffff0000 0000000000000002"
                                        + "%08x".formatted(address.length())
                                        + HexFormat.of().formatHex(address.getBytes(StandardCharsets.UTF_8))
                                        + LEADS_HEX)));
            }
        }
    }

    @Test
    void aFollowerIsLedThroughDiscoveryAndSynchronization() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(3);
        try (TestMember leader = TestMember.open(configs.get(1));
                RawPeer follower = RawPeer.to(configs.get(1).own().quorum().getFirst())) {
            follower.say("0000000b 0000000100000000 00000014 0000000000000001 00010000 0000000000000000 ffffffff");
            Link link = leader.accepted();
            assertThat(leader.receivedOn(link)).isEqualTo(new ZabMessage.FollowerInfo(1, new ServerId(1), 0));

            leader.say(link, new ZabMessage.LeaderInfo(2));
            assertThat(follower.hear(24)).isEqualTo("00000011000000020000000000000004" + "00010000ffffffff");
            follower.say("00000012 0000000100000013 00000004 00000001 ffffffff");
            assertThat(leader.receivedOn(link)).isEqualTo(new ZabMessage.AckEpoch(0x1_0000_0013L, 1));

            leader.say(
                    link,
                    new ZabMessage.Diff(0x1_0000_0013L),
                    new ZabMessage.NewLeader(2, CONFIGURATION),
                    new ZabMessage.UpToDate());
            assertThat(follower.hear(20 + 20 + 138 + 20))
                    .isEqualTo("0000000d0000000100000013ffffffffffffffff" + "0000000a00000002000000000000008a"
                            + CONFIGURATION_HEX + "ffffffff" + "0000000cffffffffffffffffffffffffffffffff");
            follower.say("00000003 0000000200000000 ffffffff ffffffff");
            assertThat(leader.receivedOn(link)).isEqualTo(new ZabMessage.Ack(0x2_0000_0000L));
        }
    }

    @Test
    void aLeaderIsAnsweredWithTheObservedBytes() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(3);
        int quorumPort = configs.get(1).own().quorum().getFirst().port();
        try (ServerSocket listening = new ServerSocket(quorumPort, 5, InetAddress.getLoopbackAddress());
                TestMember follower = TestMember.open(configs.get(0))) {
            Link link = follower.dial(TWO);
            try (RawPeer leader = new RawPeer(listening.accept())) {
                follower.await(
                        io.quorate.zab.Input.LinkUp.class, up -> up.link().equals(link));
                follower.say(link, new ZabMessage.FollowerInfo(1, new ServerId(1), 0));
                assertThat(leader.hear(40))
                        .isEqualTo("0000000b000000010000000000000014"
                                + "0000000000000001000100000000000000000000ffffffff");
                leader.say("00000011 0000000200000000 00000004 00010000 ffffffff");
                assertThat(follower.receivedOn(link)).isEqualTo(new ZabMessage.LeaderInfo(2));
            }
        }
    }
}
