package io.quorate.transport.peer;

import static io.quorate.transport.peer.ConversationTest.ONE;
import static io.quorate.transport.peer.ConversationTest.TWO;
import static io.quorate.transport.peer.ConversationTest.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.transport.peer.PeerDoorConfig.Member;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.codec.InitialMessage;
import io.quorate.zab.codec.Writer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Members come and go, and move (faults N4, N8 and N10). */
final class ReconnectionTest {

    @Test
    void votesFlowAgainWhenTheSmallerMemberHasRestarted() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember two = TestMember.open(configs.get(1))) {
            try (TestMember one = TestMember.open(configs.get(0))) {
                one.door.tell(TWO, vote(1));
                one.door.flush();
                assertThat(two.heardFrom(ONE).message()).isEqualTo(vote(1));
                two.door.tell(ONE, vote(2));
                two.door.flush();
                assertThat(one.heardFrom(TWO).message()).isEqualTo(vote(2));
            }
            try (TestMember one = TestMember.open(configs.get(0))) {
                one.door.tell(TWO, vote(3));
                one.door.flush();
                assertThat(two.heardFrom(ONE).message()).isEqualTo(vote(3));
                // The last word is said again to whoever may have missed it.
                assertThat(one.heardFrom(TWO).message()).isEqualTo(vote(2));
            }
        }
    }

    @Test
    void votesFlowAgainWhenTheGreaterMemberHasRestarted() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember one = TestMember.open(configs.get(0))) {
            try (TestMember two = TestMember.open(configs.get(1))) {
                one.door.tell(TWO, vote(1));
                one.door.flush();
                assertThat(two.heardFrom(ONE).message()).isEqualTo(vote(1));
            }
            one.door.tell(TWO, vote(2));
            one.door.flush();
            try (TestMember two = TestMember.open(configs.get(1))) {
                assertThat(two.heardFrom(ONE).message()).isEqualTo(vote(2));
            }
        }
    }

    @Test
    void aLinkIsDownWhenThePeerEndsAndAnotherCanBeOpenedWhenItIsBack() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember one = TestMember.open(configs.get(0))) {
            try (TestMember two = TestMember.open(configs.get(1))) {
                Link out = one.connect(two);
                two.shut();
                assertThat(one.await(LinkDown.class, _ -> true).link()).isEqualTo(out);
            }
            try (TestMember two = TestMember.open(configs.get(1))) {
                Link out = one.connect(two);
                one.say(out, new ZabMessage.FollowerInfo(1, ONE, 0));
                assertThat(two.receivedOn(two.accepted())).isEqualTo(new ZabMessage.FollowerInfo(1, ONE, 0));
            }
        }
    }

    @Test
    void aPeerThatHasMovedIsFoundUnderItsName() throws Exception {
        AtomicReference<String> whereOneIs = new AtomicReference<>("127.0.0.1");
        Names.Resolver names = host -> {
            if (host.equals("one.example")) {
                return InetAddress.getAllByName(whereOneIs.get());
            }
            throw new UnknownHostException(host);
        };
        List<PeerDoorConfig> configs = TestMember.configs(2, ReconnectionTest::withNames);
        try (TestMember two = TestMember.open(configs.get(1), names)) {
            two.door.tell(ONE, vote(1));
            two.door.flush();
            try (TestMember one = TestMember.open(configs.get(0), names)) {
                assertThat(one.heardFrom(TWO).message()).isEqualTo(vote(1));
                Link there = two.connect(one);
                one.shut();
                assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(there);
            }
            whereOneIs.set("127.0.0.2");
            try (TestMember one = TestMember.open(configs.get(0), names)) {
                two.door.tell(ONE, vote(2));
                two.door.flush();
                one.await(
                        io.quorate.zab.Input.Heard.class,
                        heard -> heard.message().equals(vote(2)));
                two.connect(one);
            }
        }
    }

    /** Member 1 under a name that may come to mean another address. */
    private static PeerDoorConfig withNames(PeerDoorConfig config) {
        List<Member> members = config.members().stream()
                .map(member -> member.id().equals(ONE)
                        ? new Member(ONE, named(member.election()), named(member.quorum()))
                        : member)
                .toList();
        return PeerDoorConfig.of(config.self(), members);
    }

    private static List<Endpoint> named(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(each -> new Endpoint("one.example", each.port()))
                .toList();
    }

    @Test
    void aNameThatNobodyKnowsFailsTheAttemptOnly() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2, ReconnectionTest::withNames);
        try (TestMember two = TestMember.open(configs.get(1), host -> {
            throw new UnknownHostException(host);
        })) {
            Link link = two.dial(ONE);
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(link);
        }
    }

    @Test
    void ofSeveralAddressesTheOneThatAnswersCounts() throws Exception {
        int nobodyThere = Ports.free(1).getFirst();
        List<PeerDoorConfig> configs = TestMember.configs(
                2, config -> PeerDoorConfig.of(config.self(), withAnotherAddress(config.members(), nobodyThere)));
        try (TestMember one = TestMember.open(TestMember.alone(configs.get(0)));
                TestMember two = TestMember.open(TestMember.alone(configs.get(1)))) {
            two.door.tell(ONE, vote(1));
            two.door.flush();
            assertThat(one.heardFrom(TWO).message()).isEqualTo(vote(1));
            one.connect(two);
        }
    }

    private static List<Member> withAnotherAddress(List<Member> members, int port) {
        Endpoint other = new Endpoint("127.0.0.2", port);
        return members.stream()
                .map(each -> new Member(
                        each.id(),
                        List.of(other, each.election().getFirst()),
                        List.of(other, each.quorum().getFirst())))
                .toList();
    }

    @Test
    void whoKnocksIsCalledBackWhereItSaysItIs() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(3);
        try (TestMember two = TestMember.open(configs.get(1));
                ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RawPeer knocking = RawPeer.to(configs.get(1).own().election().getFirst())) {
            two.door.tell(ONE, vote(1));
            two.door.flush();
            knocking.say(greeting(1, "127.0.0.1:" + elsewhere.getLocalPort()));
            assertThat(knocking.isClosedByPeer()).isTrue();
            try (RawPeer called = new RawPeer(elsewhere.accept())) {
                assertThat(called.hear(16)).isEqualTo("ffffffffffff0000" + "0000000000000002");
            }
        }
    }

    @Test
    void anAddressThatIsEverywhereIsNotCalledBack() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(3);
        int configured = configs.get(0).own().election().getFirst().port();
        try (TestMember two = TestMember.open(configs.get(1));
                ServerSocket one = new ServerSocket(configured, 5, InetAddress.getLoopbackAddress());
                RawPeer knocking = RawPeer.to(configs.get(1).own().election().getFirst())) {
            knocking.say(greeting(1, "0.0.0.0:1"));
            try (RawPeer called = new RawPeer(one.accept())) {
                assertThat(called.hear(16)).isEqualTo("ffffffffffff0000" + "0000000000000002");
                assertThat(two.unread).isEmpty();
            }
        }
    }

    @Test
    void anObserverThatTheConfigurationDoesNotListIsCalledBackAndAnswered() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        ServerId stranger = new ServerId(0);
        try (TestMember two = TestMember.open(configs.get(1));
                ServerSocket there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RawPeer knocking = RawPeer.to(configs.get(1).own().election().getFirst())) {
            knocking.say(greeting(stranger.value(), "127.0.0.1:" + there.getLocalPort()));
            try (RawPeer called = new RawPeer(there.accept())) {
                String address = configs.get(1).own().election().getFirst().toString();
                called.hear(20 + address.length());
                called.say("00000028" + "00".repeat(40));
                two.heardFrom(stranger);
                two.door.tell(stranger, vote(3));
                two.door.flush();
                assertThat(called.hear(4)).isEqualTo("%08x".formatted(44 + "server.1=a:1:2\nversion=0".length()));
            }
        }
    }

    private static byte[] greeting(long id, String address) {
        Writer writer = new Writer();
        new InitialMessage(new ServerId(id), List.of(address)).encode(writer);
        return writer.copy();
    }

    @Test
    void portsAreFreeOnceTheDoorIsClosed() throws Exception {
        PeerDoorConfig config = TestMember.configs(1).getFirst();
        for (int i = 0; i < 3; i++) {
            try (TestMember member = TestMember.open(config)) {
                assertThat(member.unread).isEmpty();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        PeerDoorConfig config = TestMember.configs(1, ReconnectionTest::once).getFirst();
        Endpoint taken = config.own().quorum().getFirst();
        try (ServerSocket _ = new ServerSocket(taken.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TestMember.open(config))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":" + taken.port())
                    .hasMessageContaining("quorum port")
                    .hasMessageContaining("server.1");
        }
        try (TestMember member = TestMember.open(config)) {
            assertThat(member.unread).isEmpty();
        }
    }

    private static PeerDoorConfig once(PeerDoorConfig config) {
        return new PeerDoorConfig(
                config.self(),
                config.members(),
                true,
                config.electionRule(),
                1,
                false,
                false,
                config.timing(),
                config.limits());
    }

    @Test
    void aPortThatBecomesFreeIsWaitedFor() throws Exception {
        PeerDoorConfig config = TestMember.configs(1).getFirst();
        Endpoint taken = config.own().election().getFirst();
        ServerSocket other = new ServerSocket(taken.port(), 1, InetAddress.getLoopbackAddress());
        CompletableFuture<TestMember> opening = CompletableFuture.supplyAsync(() -> {
            try {
                return TestMember.open(config);
            } catch (IOException refused) {
                throw new IllegalStateException(refused);
            }
        });
        try (other) {
            assertThat(opening.isDone()).isFalse();
        }
        try (TestMember member = opening.join()) {
            assertThat(member.unread).isEmpty();
        }
    }
}
