package io.quorate.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.CreateMode;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.snapshot.SnapshotDecoder;
import io.quorate.wire.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicaTest {
    private final Member member = new Member();

    @Test
    void aWriteIsAnsweredOnlyWhenTheLogHasConfirmedIt() {
        RecordingLink link = member.connect();

        member.ask(link, 1, create("/a", CreateMode.PERSISTENT));
        assertThat(link.take()).isEmpty();
        assertThat(member.tree.find("/a")).isNull();

        member.sync();
        assertThat(link.take()).containsExactly("reply 1 zxid 2 error 0");
        assertThat(member.tree.find("/a")).isNotNull();
    }

    @Test
    void aReadWaitsForTheWritesBeforeItAndForNoneBehindIt() {
        RecordingLink link = member.connect();
        member.call(link, 1, create("/a", CreateMode.PERSISTENT));

        member.ask(link, 2, set("/a", "one"));
        member.ask(link, 3, new ReadRequest.GetData("/a", false));
        member.ask(link, 4, set("/a", "two"));
        assertThat(link.take()).isEmpty();
        member.sync();

        assertThat(link.take())
                .containsExactly("reply 2 zxid 3 error 0", "reply 3 zxid 3 error 0", "reply 4 zxid 4 error 0");
    }

    @Test
    void aReadOfAnotherConnectionDoesNotWait() {
        RecordingLink writer = member.connect();
        RecordingLink reader = member.connect();

        member.ask(writer, 1, create("/a", CreateMode.PERSISTENT));
        member.ask(reader, 1, new ReadRequest.Exists("/a", false));

        assertThat(reader.take()).containsExactly("reply 1 zxid 2 error -101");
    }

    @Test
    void aRejectedWriteTakesAZxidAndIsAnsweredInItsTurn() {
        RecordingLink link = member.connect();

        assertThat(member.call(link, 1, new WriteRequest.Delete("/none", -1)))
                .containsExactly("reply 1 zxid 2 error -101");
        assertThat(member.lastAppended()).isEqualTo(2);
    }

    @Test
    void anUndecodableRequestTakesNoZxidButAnUndecodableMultiDoes() {
        RecordingLink link = member.connect();

        assertThat(member.call(link, 1, new Undecodable(Protocol.OP_CREATE)))
                .containsExactly("reply 1 zxid 1 error -5");
        assertThat(member.call(link, 2, new Undecodable(Protocol.OP_MULTI))).containsExactly("reply 2 zxid 2 error -5");
    }

    @Test
    void theWriterHearsItsOwnEventBeforeItsReply() {
        RecordingLink link = member.connect();
        member.call(link, 1, create("/a", CreateMode.PERSISTENT));
        member.call(link, 2, new ReadRequest.GetData("/a", true));

        assertThat(member.call(link, 3, set("/a", "x")))
                .containsExactly("event NODE_DATA_CHANGED /a zxid 3", "reply 3 zxid 3 error 0");
        assertThat(member.call(link, 4, set("/a", "y"))).containsExactly("reply 4 zxid 4 error 0");
    }

    @Test
    void closingASessionRemovesItsEphemeralsAtOneZxidAndAnnouncesThemFirst() {
        RecordingLink link = member.connect();
        member.call(link, 1, create("/e", CreateMode.EPHEMERAL));
        member.call(link, 2, new ReadRequest.Exists("/e", true));

        assertThat(member.call(link, 3, new SessionRequest.CloseSession()))
                .containsExactly("event NODE_DELETED /e zxid 3", "reply 3 zxid 3 error 0", "closed");
        assertThat(member.tree.find("/e")).isNull();
        assertThat(member.tree.sessionCount()).isZero();
    }

    @Test
    void whatComesAfterTheCloseIsNotTaken() {
        RecordingLink link = member.connect();

        member.ask(link, 1, new SessionRequest.CloseSession());
        member.ask(link, 2, create("/late", CreateMode.PERSISTENT));
        member.sync();

        assertThat(link.take()).containsExactly("reply 1 zxid 2 error 0", "closed");
        assertThat(member.tree.find("/late")).isNull();
    }

    @Test
    void aSessionThatIsNotHeardOfExpiresAndItsConnectionIsClosedWithoutAWord() {
        RecordingLink link = member.connect();
        member.call(link, 1, create("/e", CreateMode.EPHEMERAL));

        member.passMs(12_000);

        assertThat(link.take()).containsExactly("closed");
        assertThat(member.tree.find("/e")).isNull();
        assertThat(member.told).anyMatch(Told.SessionExpired.class::isInstance);
    }

    @Test
    void aSessionIsTakenUpByAnotherConnectionAndTheOldOneIsClosed() {
        RecordingLink old = member.connect();
        long id = old.accepted().sessionId();
        RecordingLink next = new RecordingLink();

        member.take(new Input.Connect(
                next, new ConnectRequest(0, 5_000, id, old.accepted().password(), false, true)));

        assertThat(next.take()).containsExactly("accepted 5000");
        assertThat(next.accepted().sessionId()).isEqualTo(id);
        assertThat(old.take()).containsExactly("closed");
    }

    @Test
    void aWrongPasswordIsRefusedAndDisturbsNobody() {
        RecordingLink owner = member.connect();
        RecordingLink thief = new RecordingLink();

        member.take(new Input.Connect(
                thief, new ConnectRequest(0, 5_000, owner.accepted().sessionId(), new byte[16], false, true)));

        assertThat(thief.take()).containsExactly("refused", "closed");
        assertThat(owner.isClosed()).isFalse();
        assertThat(member.call(owner, 1, new SessionRequest.Ping())).containsExactly("reply -2 zxid 1 error 0");
    }

    @Test
    void aClientThatHasSeenMoreThanThisMemberIsTurnedAwayWithoutAnAnswer() {
        RecordingLink link = new RecordingLink();

        member.take(new Input.Connect(link, new ConnectRequest(99, 5_000, 0, new byte[16], false, true)));

        assertThat(link.take()).containsExactly("closed");
        assertThat(member.told).containsExactly(new Told.ClientAhead(0, 99, 0));
    }

    @Test
    void requestsThatComeWithTheHandshakeAreAnsweredAfterIt() {
        RecordingLink link = new RecordingLink();
        member.take(new Input.Connect(link, new ConnectRequest(0, 5_000, 0, new byte[16], false, true)));
        member.ask(link, 1, create("/a", CreateMode.PERSISTENT));
        member.ask(link, 2, new ReadRequest.Exists("/a", false));

        member.sync();

        assertThat(link.take()).containsExactly("accepted 5000", "reply 1 zxid 2 error 0", "reply 2 zxid 2 error 0");
    }

    @Test
    void theRepliesOfALostConnectionGoNowhereButItsWritesHappen() {
        RecordingLink link = member.connect();
        member.ask(link, 1, create("/a", CreateMode.PERSISTENT));

        member.take(new Input.Disconnected(link));
        member.sync();

        assertThat(link.take()).isEmpty();
        assertThat(member.tree.find("/a")).isNotNull();
    }

    @Test
    void theResultsOfAMultiAreThoseOfItsParts() {
        RecordingLink link = member.connect();

        member.call(
                link,
                1,
                new WriteRequest.Multi(List.of(
                        create("/a", CreateMode.PERSISTENT),
                        new WriteRequest.SetData("/a", new byte[] {1}, 0),
                        new WriteRequest.Check("/a", 1),
                        new WriteRequest.Delete("/a", 1))));

        assertThat(((Response.Results) link.lastBody()).results())
                .hasExactlyElementsOfTypes(
                        Response.Result.Create.class,
                        Response.Result.SetData.class,
                        Response.Result.Check.class,
                        Response.Result.Delete.class);
    }

    @Test
    void aMultiThatFailsSaysWhereAndChangesNothing() {
        RecordingLink link = member.connect();

        assertThat(member.call(
                        link,
                        1,
                        new WriteRequest.Multi(List.of(
                                create("/a", CreateMode.PERSISTENT),
                                new WriteRequest.Check("/none", 0),
                                new WriteRequest.Delete("/a", -1)))))
                .containsExactly("reply 1 zxid 2 error 0");
        assertThat(((Response.Results) link.lastBody()).results())
                .containsExactly(
                        new Response.Result.Failed(0),
                        new Response.Result.Failed(-101),
                        new Response.Result.Failed(-2));
        assertThat(member.tree.find("/a")).isNull();
    }

    @Test
    void setWatchesAnnouncesWhatWasMissedBeforeItsReply() {
        RecordingLink link = member.connect();
        member.call(link, 1, create("/a", CreateMode.PERSISTENT));
        member.call(link, 2, create("/a/b", CreateMode.PERSISTENT));

        List<String> said = member.call(
                link,
                3,
                new ReadRequest.SetWatches(
                        2, List.of("/a", "/gone"), List.of("/a/b", "/new"), List.of("/a"), List.of(), List.of()));

        assertThat(said)
                .containsExactly(
                        "event NODE_DELETED /gone zxid -1",
                        "event NODE_CREATED /a/b zxid -1",
                        "event NODE_CHILDREN_CHANGED /a zxid -1",
                        "reply 3 zxid 3 error 0");
        assertThat(member.call(link, 4, create("/new", CreateMode.PERSISTENT)))
                .containsExactly("event NODE_CREATED /new zxid 4", "reply 4 zxid 4 error 0");
    }

    @Test
    void anAbandonedContainerIsReaped() {
        RecordingLink link = member.connect();
        member.call(link, 1, create("/c", CreateMode.CONTAINER));
        member.call(link, 2, create("/c/x", CreateMode.PERSISTENT));
        member.call(link, 3, new WriteRequest.Delete("/c/x", -1));

        for (int i = 0; i < 61; i++) {
            link.heardAt(100_000 + i * 1000L);
            member.passMs(1000);
        }

        assertThat(member.tree.find("/c")).isNull();
        assertThat(member.told).contains(new Told.Reaping("/c"));
    }

    @Test
    void aSnapshotIsTakenAfterSoManyTxnsAndIsExact() {
        Member small = new Member(new SnapshotRules(10, 0, true, true, 7));
        RecordingLink link = small.connect();
        for (int i = 0; i < 12; i++) {
            small.call(link, i + 1, create("/n" + i, CreateMode.PERSISTENT));
        }

        assertThat(small.rolls).isPositive();
        assertThat(small.snapshotsEnded).isEqualTo(1);
        byte[] bytes = small.snapshot.toByteArray();
        long zxid = ((Told.SnapshotBegun) small.told.getFirst()).zxid();
        int[] at = {0};
        SnapshotDecoder.Loaded loaded = SnapshotDecoder.read(
                (target, offset, length) -> {
                    int count = Math.min(length, bytes.length - at[0]);
                    System.arraycopy(bytes, at[0], target, offset, count);
                    at[0] += count;
                    return count == 0 ? -1 : count;
                },
                zxid,
                1 << 20,
                new TreeLimits(true, true, false, true, 1));
        assertThat(loaded.tree().lastZxid()).isEqualTo(zxid);
        assertThat(loaded.digestZxid()).isEqualTo(zxid);
        assertThat(loaded.tree().digest()).isEqualTo(loaded.digest());
        assertThat(loaded.tree().find("/n" + (zxid - 2))).isNotNull();
        assertThat(loaded.tree().find("/n" + (zxid - 1))).isNull();
    }

    private static WriteRequest.Create create(String path, CreateMode mode) {
        return new WriteRequest.Create(CreateForm.CREATE, path, new byte[0], List.copyOf(Acl.OPEN), mode.flags(), -1);
    }

    private static WriteRequest.SetData set(String path, String data) {
        return new WriteRequest.SetData(path, data.getBytes(java.nio.charset.StandardCharsets.UTF_8), -1);
    }
}
