package io.quorate.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.CreateMode;
import io.quorate.message.ReadRequest;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.tree.Znode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What clients see of several members (quorum protocol 5). */
final class EnsembleTest {
    private final Trio trio = new Trio(3, 1);

    @Test
    void aWriteThroughAFollowerIsSeenOnEveryMember() {
        EnsembleMember follower = trio.follower();
        RecordingLink link = trio.connect(follower);

        assertThat(trio.call(follower, link, 1, create("/a", CreateMode.PERSISTENT)))
                .containsExactly("accepted 4000", "reply 1 zxid 4294967298 error 0");
        for (long id = 1; id <= 4; id++) {
            assertThat(trio.member(id).tree.find("/a")).isNotNull();
            assertThat(trio.member(id).tree.digest()).isEqualTo(follower.tree.digest());
        }
    }

    @Test
    void whoeverLeadsCountsWhatIsProposedAndDecided() {
        RecordingLink link = trio.connect(trio.follower());
        long[] before = trio.leader().proposedAndDecided();
        trio.call(trio.follower(), link, 1, create("/a", CreateMode.PERSISTENT));

        assertThat(trio.leader().proposedAndDecided()).containsExactly(before[0] + 1, before[1] + 1);
        assertThat(trio.follower().proposedAndDecided()).containsExactly(0, 0);
    }

    @Test
    void whatASessionAsksIsAnsweredInItsOrderWhoeverAnswers() {
        EnsembleMember observer = trio.member(4);
        RecordingLink link = trio.connect(observer);
        link.take();

        trio.ask(observer, link, 1, create("/a", CreateMode.PERSISTENT));
        trio.ask(observer, link, 2, new ReadRequest.Exists("/a", false));
        trio.ask(observer, link, 3, set("/a", "one"));
        trio.ask(observer, link, 4, new SessionRequest.Sync("/a"));
        trio.ask(observer, link, 5, new ReadRequest.GetData("/a", false));
        trio.ask(observer, link, 6, create("/a", CreateMode.PERSISTENT));
        assertThat(link.take()).isEmpty();
        trio.run();

        assertThat(link.take())
                .containsExactly(
                        "reply 1 zxid 4294967298 error 0",
                        "reply 2 zxid 4294967298 error 0",
                        "reply 3 zxid 4294967299 error 0",
                        "reply 4 zxid 4294967299 error 0",
                        "reply 5 zxid 4294967299 error 0",
                        "reply 6 zxid 4294967300 error -110");
    }

    @Test
    void aWriteBehindASyncIsNotDecidedBeforeIt() {
        for (EnsembleMember member : List.of(trio.leader(), trio.follower())) {
            RecordingLink link = trio.connect(member);
            trio.call(member, link, 1, create("/" + member.id, CreateMode.PERSISTENT));
            trio.ask(member, link, 2, new SessionRequest.Sync("/"));
            trio.ask(member, link, 3, new ReadRequest.GetData("/" + member.id, false));
            trio.ask(member, link, 4, set("/" + member.id, "one"));
            trio.ask(member, link, 5, new SessionRequest.Sync("/"));
            trio.ask(member, link, 6, set("/" + member.id, "two"));
            trio.run();

            assertThat(link.take()).extracting(line -> line.split(" ", -1)[1]).containsExactly("2", "3", "4", "5", "6");
        }
    }

    @Test
    void aSessionMovesToAnotherMemberAndItsOldConnectionSpeaksForItNoMore() {
        EnsembleMember leader = trio.leader();
        EnsembleMember follower = trio.follower();
        RecordingLink first = trio.connect(follower);
        RecordingLink second = trio.resume(leader, first);
        RecordingLink third = trio.resume(trio.member(4), second);

        assertThat(second.isClosed()).isTrue();
        assertThat(third.take()).containsExactly("accepted 4000");
        first.take();
        assertThat(trio.call(follower, first, 7, create("/stale", CreateMode.PERSISTENT)))
                .containsExactly("reply 7 zxid 4294967298 error -118", "closed");
        assertThat(leader.tree.find("/stale")).isNull();
        assertThat(trio.call(trio.member(4), third, 8, create("/new", CreateMode.PERSISTENT)))
                .allMatch(line -> line.endsWith("error 0"));
    }

    @Test
    void whatWaitedBehindASyncWhileItsSessionMovedAwayAndCameBackIsLeftBehind() {
        boolean leftBehind = false;
        for (int arrived = 0; arrived < 12; arrived++) {
            Trio three = new Trio(3, 0);
            EnsembleMember leader = three.leader();
            EnsembleMember follower = three.follower();
            RecordingLink other = three.connect(follower);
            RecordingLink first = three.connect(follower);
            three.ask(follower, other, 1, new SessionRequest.Sync("/"));
            three.ask(follower, first, 1, create("/stale", CreateMode.PERSISTENT));
            three.arrive(arrived);
            RecordingLink second = three.knock(leader, first);
            three.ask(leader, second, 2, create("/new", CreateMode.PERSISTENT));
            three.knock(follower, first);
            three.run();

            Znode added = Objects.requireNonNull(leader.tree.find("/new"));
            Znode stale = leader.tree.find("/stale");
            leftBehind |= stale == null;
            assertThat(stale == null || stale.czxid() < added.czxid())
                    .as("what arrived before the session moved: %d", arrived)
                    .isTrue();
        }
        assertThat(leftBehind).isTrue();
    }

    @Test
    void aSessionThatNobodyHearsOfEndsEverywhereWithItsEphemerals() {
        EnsembleMember follower = trio.follower();
        RecordingLink silent = trio.connect(follower);
        RecordingLink speaking = trio.connect(follower);
        trio.call(follower, silent, 1, create("/silent", CreateMode.EPHEMERAL));
        trio.call(follower, speaking, 1, create("/speaking", CreateMode.EPHEMERAL));

        for (int i = 0; i < 12; i++) {
            trio.call(follower, speaking, -2, new SessionRequest.Ping());
            trio.pass(Trio.TICK_MS);
        }

        for (long id = 1; id <= 4; id++) {
            assertThat(trio.member(id).tree.find("/silent")).isNull();
            assertThat(trio.member(id).tree.find("/speaking")).isNotNull();
        }
        assertThat(silent.isClosed()).isTrue();
        RecordingLink again = trio.resume(trio.leader(), silent);
        assertThat(again.take().getFirst()).isEqualTo("refused");
        assertThat(trio.resume(trio.follower(), silent).take().getFirst()).isEqualTo("refused");
    }

    /** The learner tells of it with its next answer to a ping, and may be cut off before. */
    @Test
    void whatASessionAsksThroughALearnerVouchesForItAtOnce() {
        EnsembleMember follower = trio.follower();
        RecordingLink link = trio.connect(follower);
        trio.call(follower, link, 1, create("/mine", CreateMode.EPHEMERAL));
        trio.pass(3 * Trio.TICK_MS);
        assertThat(msLeft(link)).isLessThanOrEqualTo(2 * Trio.TICK_MS);

        trio.call(follower, link, 2, set("/mine", "asked"));
        assertThat(msLeft(link)).isGreaterThanOrEqualTo(4 * Trio.TICK_MS);

        trio.pass(3 * Trio.TICK_MS);
        assertThat(msLeft(link)).isLessThanOrEqualTo(2 * Trio.TICK_MS);
        trio.call(follower, link, 3, new SessionRequest.Sync("/mine"));
        assertThat(msLeft(link)).isGreaterThanOrEqualTo(4 * Trio.TICK_MS);
    }

    /** Until the leader lets the session of that connection end, if it is not heard of again. */
    private long msLeft(RecordingLink link) {
        long[] left = new long[1];
        trio.leader()
                .take(new Input.Inspect(view -> view.forEachExpiry((ms, session) -> {
                    if (session == link.accepted().sessionId()) {
                        left[0] = ms;
                    }
                })));
        trio.run();
        return left[0];
    }

    /** What comes before may be laid over a snapshot that is ahead of its zxid. */
    @Test
    void digestsAreKeptOfStatesThatWereServed() {
        EnsembleMember follower = trio.follower();
        EnsembleMember leader = trio.leader();
        RecordingLink link = trio.connect(leader);
        trio.call(leader, link, 1, create("/counted", CreateMode.PERSISTENT));
        follower.kill();
        for (int xid = 2; xid < 302; xid++) {
            trio.call(leader, link, xid, set("/counted", "v" + xid));
        }
        long missed = leader.tree.lastZxid();
        follower.start();
        trio.settle();
        for (int xid = 302; xid < 602; xid++) {
            trio.call(leader, link, xid, set("/counted", "v" + xid));
        }

        assertThat(digests(follower))
                .isNotEmpty()
                .allSatisfy((zxid, digest) -> assertThat(zxid).isGreaterThan(missed));
        assertThat(digests(leader)).containsAllEntriesOf(digests(follower)).hasSizeGreaterThan(3);
    }

    private Map<Long, Long> digests(EnsembleMember member) {
        Map<Long, Long> digests = new TreeMap<>();
        member.take(new Input.Inspect(view -> view.forEachPastDigest(digests::put)));
        trio.run();
        return digests;
    }

    @Test
    void aSessionOutlivesTheLeader() {
        EnsembleMember leader = trio.leader();
        EnsembleMember follower = trio.follower();
        RecordingLink link = trio.connect(follower);
        trio.call(follower, link, 1, create("/mine", CreateMode.EPHEMERAL));

        leader.kill();
        trio.pass(100);
        assertThat(link.isClosed()).isTrue();
        trio.settle();

        RecordingLink again = trio.resume(trio.leader(), link);
        assertThat(again.take()).containsExactly("accepted 4000");
        assertThat(trio.call(trio.leader(), again, 2, set("/mine", "still")))
                .containsExactly("reply 2 zxid 8589934593 error 0");
        leader.start();
        trio.settle();
        assertThat(leader.tree.find("/mine")).isNotNull();
        assertThat(leader.tree.digest()).isEqualTo(trio.leader().tree.digest());
    }

    @Test
    void whoComesWhileALeaderIsSoughtIsLetInWhenThereIsOneAndNotKeptForLong() {
        RecordingLink link = trio.connect(trio.follower());
        EnsembleMember member = trio.member(1);
        trio.member(2).kill();
        trio.member(3).kill();
        trio.pass(20);
        RecordingLink early = trio.resume(member, link);
        trio.ask(member, early, 1, create("/early", CreateMode.PERSISTENT));
        trio.ask(member, early, 2, new ReadRequest.Exists("/early", false));
        trio.run();
        assertThat(early.take()).isEmpty();
        trio.member(2).start();
        trio.settle();
        trio.run();
        assertThat(early.take())
                .containsExactly("accepted 4000", "reply 1 zxid 8589934593 error 0", "reply 2 zxid 8589934593 error 0");

        trio.member(2).kill();
        trio.pass(20);
        RecordingLink late = trio.resume(member, early);
        trio.pass(Trio.TICK_MS);
        assertThat(late.isClosed()).isTrue();
    }

    @Test
    void everyMemberShowsWhoTheMembersAre() {
        for (long id = 1; id <= 4; id++) {
            Znode shown = Objects.requireNonNull(trio.member(id).tree.find("/zookeeper/config"));
            assertThat(shown.data())
                    .asString(StandardCharsets.UTF_8)
                    .startsWith("server.1=host1:2888:3888\n")
                    .endsWith("version=0");
            assertThat(shown.version()).isEqualTo(-1);
        }
    }

    @Test
    void whoHasSeenMoreThanAMemberHasIsTurnedAway() {
        EnsembleMember follower = trio.follower();
        RecordingLink link = new RecordingLink();
        follower.take(new Input.Connect(
                link, new io.quorate.message.ConnectRequest(1L << 40, 4000, 0, new byte[16], false, true)));
        trio.run();

        assertThat(link.isClosed()).isTrue();
        assertThat(link.take()).doesNotContain("accepted 4000");
    }

    @Test
    void whatALoneUndecidedLeaderHadLoggedIsTakenBack() {
        EnsembleMember leader = trio.leader();
        RecordingLink link = trio.connect(leader);
        trio.call(leader, link, 1, create("/kept", CreateMode.PERSISTENT));
        for (long id = 1; id <= 4; id++) {
            if (trio.member(id) != leader) {
                trio.member(id).kill();
            }
        }
        trio.ask(leader, link, 2, create("/lost", CreateMode.PERSISTENT));
        leader.kill();
        for (long id = 1; id <= 4; id++) {
            if (trio.member(id) != leader) {
                trio.member(id).start();
            }
        }
        trio.settle();
        EnsembleMember next = trio.leader();
        leader.start();
        trio.settle();

        assertThat(leader.tree.find("/kept")).isNotNull();
        assertThat(leader.tree.find("/lost")).isNull();
        assertThat(leader.tree.digest()).isEqualTo(next.tree.digest());
        RecordingLink other = trio.connect(next);
        trio.call(next, other, 1, create("/other", CreateMode.PERSISTENT));
        assertThat(leader.tree.find("/other")).isNotNull();
    }

    private static WriteRequest create(String path, CreateMode mode) {
        return new WriteRequest.Create(CreateForm.CREATE, path, new byte[0], List.copyOf(Acl.OPEN), mode.flags(), -1);
    }

    private static WriteRequest set(String path, String data) {
        return new WriteRequest.SetData(path, data.getBytes(StandardCharsets.UTF_8), -1);
    }
}
