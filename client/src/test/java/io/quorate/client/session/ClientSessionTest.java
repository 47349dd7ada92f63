package io.quorate.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.ErrorCode;
import io.quorate.data.EventType;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.ReadRequest.Exists;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.ReadRequest.SetWatches;
import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest.Delete;
import io.quorate.wire.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one session does with each input (client protocol 11). */
final class ClientSessionTest {
    private static final Stat STAT = new Stat(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    private static final Response DATA = new Response.Data(new byte[0], STAT);

    @Test
    void nothingIsWrittenBeforeTheServerHasAnsweredTheGreeting() {
        Rig rig = new Rig();
        rig.start();
        Call early = rig.ask(new GetData("/a", false), true);
        var greeting = rig.open();
        assertThat(greeting.sessionId()).isZero();
        assertThat(greeting.timeoutMs()).isEqualTo(Rig.TIMEOUT_MS);
        assertThat(rig.sentCount()).isZero();
        rig.welcome();
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTED);
        rig.reply(rig.take(), DATA);
        assertThat(rig.outcomeOf(early)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void afterAConnectIdentitiesGoFirstThenWatchesThenRequests() {
        Rig rig = new Rig().connected();
        rig.step(new Input.AddAuth(new Auth("digest", new byte[] {1}, outcome -> {})));
        assertThat(rig.take().opcode()).isEqualTo(Protocol.OP_AUTH);
        rig.reply(Identities.XID, 0, 0, Response.Empty.INSTANCE);
        watchOnce(rig, "/a", "watcher");
        rig.ask(new Call(new GetData("/b", false), true, false, null, (call, outcome) -> {}));
        rig.take();
        rig.reconnect();
        assertThat(List.of(rig.take().opcode(), rig.take().opcode(), rig.take().opcode()))
                .containsExactly(Protocol.OP_AUTH, Protocol.OP_SET_WATCHES, Protocol.OP_GET_DATA);
    }

    @Test
    void watchesThatStayAreSetAgainByTheNewerOpcodeAndTheirGapIsTold() {
        Rig rig = new Rig().connected();
        Watching lasting = new Watching.Lasting(true, "/r", "mirror");
        rig.ask(new Call(new ReadRequest.AddWatch("/r", true), true, false, lasting, (call, outcome) -> {}));
        rig.reply(rig.take(), new Response.WatchAdded());
        rig.reconnect();
        Rig.Sent again = rig.take();
        assertThat(again.opcode()).isEqualTo(Protocol.OP_SET_WATCHES2);
        assertThat(((SetWatches) again.request()).recursive()).containsExactly("/r");
        assertThat(((SetWatches) again.request()).relativeZxid()).isEqualTo(10);
        rig.reply(again, Response.Empty.INSTANCE);
        assertThat(rig.seen(Effect.Gap.class)).containsExactly(new Effect.Gap("/r", List.of("mirror")));
    }

    @Test
    void aLossFailsWhatWasSentAndMayNotBeRepeatedAndKeepsTheRest() {
        Rig rig = new Rig().connected();
        Call write = rig.ask(new Delete("/a", -1), false);
        Call read = rig.ask(new GetData("/a", false), true);
        rig.lose();
        Call late = rig.ask(new Delete("/b", -1), false);
        assertThat(rig.outcomeOf(write)).isEqualTo(new Outcome.Lost(true, "cable"));
        assertThat(rig.isOpen(read)).isTrue();
        assertThat(rig.isOpen(late)).isTrue();
        rig.take();
        rig.take();
        rig.awaitAttempt();
        rig.open();
        rig.welcome();
        assertThat(rig.take().request()).isEqualTo(new GetData("/a", false));
        assertThat(rig.take().request()).isEqualTo(new Delete("/b", -1));
    }

    @Test
    void withoutPatienceALossFailsEverythingThatWaits() {
        Rig rig = new Rig(Rig.IMPATIENT, "a:1").connected();
        Call read = rig.ask(new GetData("/a", false), true);
        rig.lose();
        Call waiting = rig.ask(new GetData("/b", false), true);
        assertThat(rig.outcomeOf(read)).isEqualTo(new Outcome.Lost(true, "cable"));
        rig.awaitAttempt();
        rig.lose();
        assertThat(rig.outcomeOf(waiting)).isEqualTo(new Outcome.Lost(false, "cable"));
    }

    @Test
    void aCallThatWaitsForAConnectionLosesPatience() {
        Rig rig = new Rig(Rig.config(10, 2_000_000_000L), "a:1");
        rig.start();
        Call call = rig.ask(new GetData("/a", false), true);
        rig.pass(1_900);
        assertThat(rig.isOpen(call)).isTrue();
        rig.pass(200);
        assertThat(rig.outcomeOf(call))
                .isInstanceOfSatisfying(
                        Outcome.Lost.class, lost -> assertThat(lost.sent()).isFalse());
    }

    @Test
    void aReadIsSentAgainNoMoreOftenThanThePolicySays() {
        Rig rig = new Rig(Rig.config(2, 60_000_000_000L), "a:1,b:1").connected();
        Call call = rig.ask(new GetData("/a", false), true);
        rig.reconnect();
        rig.reconnect();
        assertThat(rig.isOpen(call)).isTrue();
        rig.lose();
        assertThat(rig.outcomeOf(call)).isEqualTo(new Outcome.Lost(true, "cable"));
    }

    @Test
    void aSessionIsResumedAndItsPasswordShown() {
        Rig rig = new Rig().connected();
        rig.lose();
        rig.awaitAttempt();
        var greeting = rig.open();
        assertThat(greeting.sessionId()).isEqualTo(Rig.SESSION);
        assertThat(greeting.password()).isEqualTo(Rig.PASSWORD);
    }

    @Test
    void theServersWordEndsTheSession() {
        Rig rig = new Rig().connected();
        Call waiting = rig.ask(new GetData("/a", false), true);
        rig.lose();
        rig.awaitAttempt();
        rig.open();
        rig.welcome(0, false);
        assertThat(rig.session.phase()).isEqualTo(Phase.EXPIRED);
        assertThat(rig.outcomeOf(waiting))
                .isInstanceOfSatisfying(
                        Outcome.Ended.class, ended -> assertThat(ended.phase()).isEqualTo(Phase.EXPIRED));
        Call late = rig.ask(new GetData("/a", false), true);
        assertThat(rig.outcomeOf(late)).isInstanceOf(Outcome.Ended.class);
    }

    @Test
    void theClientsOwnClockEndsASessionThatNobodyAnswers() {
        Rig rig = new Rig().connected();
        rig.lose();
        rig.pass(Rig.TIMEOUT_MS * 4 / 3 - 1);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTING);
        rig.pass(2);
        assertThat(rig.session.phase()).isEqualTo(Phase.EXPIRED);
        assertThat(rig.session.safeUntil()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aClientThatNeverGotASessionLooksForOneForEver() {
        Rig rig = new Rig();
        rig.start();
        rig.pass(Rig.TIMEOUT_MS * 20L);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTING);
        assertThat(rig.seen(Effect.Connect.class)).hasSizeGreaterThan(20);
    }

    @Test
    void pingsGoOutAtAThirdOfTheTimeoutAndSilenceOfTwoThirdsEndsTheLink() {
        Rig rig = new Rig().connected();
        rig.pass(2_999);
        assertThat(rig.sentCount()).isZero();
        rig.pass(2);
        assertThat(rig.take().xid()).isEqualTo(Protocol.XID_PING);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTED);
        rig.pass(3_000);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTING);
        assertThat(rig.seen(Effect.Disconnect.class)).hasSize(1);
    }

    @Test
    void whatAServerAnswersByItselfMakesTheSessionNoSafer() {
        Rig rig = new Rig().connected();
        long before = rig.session.safeUntil();
        rig.pass(1_000);
        rig.ask(new GetData("/a", false), true);
        rig.reply(rig.take().xid(), 1, 0, DATA);
        rig.pass(3_001);
        rig.take();
        rig.reply(Protocol.XID_PING, 1, 0, Response.Empty.INSTANCE);
        assertThat(rig.session.safeUntil()).isEqualTo(before);
    }

    @Test
    void whoWantsToBeCertainAsksTheLeaderForASignOfLife() {
        Rig rig = new Rig().connected();
        rig.step(new Input.Certainty(true));
        rig.pass(3_001);
        long asked = rig.now();
        Rig.Sent sync = rig.take();
        assertThat(sync.request()).isEqualTo(new SessionRequest.Sync("/"));
        rig.pass(500);
        rig.reply(sync.xid(), 1, 0, new Response.Path("/"));
        long safety = Rig.TIMEOUT_MS * 1_000_000L * 2 / 3;
        assertThat(rig.session.safeUntil()).isBetween(asked + safety - 2_000_000, asked + safety);

        rig.step(new Input.Certainty(false));
        rig.pass(2_600);
        assertThat(rig.take().xid()).isEqualTo(Protocol.XID_PING);
    }

    /** It may ask a leader whom the others have left, and who has not noticed yet. */
    @Test
    void aServerThatKnowsTheSessionMakesItNoSaferBeforeItsLeaderHasAnswered() {
        Rig rig = new Rig().connected();
        long before = rig.session.safeUntil();
        rig.step(new Input.Certainty(true));
        rig.pass(1_000);
        rig.lose();
        rig.awaitAttempt();
        rig.open();
        rig.welcome(Rig.TIMEOUT_MS, false);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTED);
        assertThat(rig.session.safeUntil()).isEqualTo(before);

        rig.pass(1);
        Rig.Sent sync = rig.take();
        assertThat(sync.request()).isEqualTo(new SessionRequest.Sync("/"));
        rig.reply(sync.xid(), 1, 0, new Response.Path("/"));
        assertThat(rig.session.safeUntil()).isGreaterThan(before);
    }

    @Test
    void aSessionThatIsAskedToEndIsSafeNoMore() {
        Rig rig = new Rig().connected();
        assertThat(rig.session.safeUntil()).isGreaterThan(rig.now());
        rig.step(new Input.Close());
        assertThat(rig.session.safeUntil()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aReplyOutOfOrderGivesTheLinkUpAndTheClientLivesOn() {
        Rig rig = new Rig().connected();
        Call call = rig.ask(new GetData("/a", false), true);
        Rig.Sent sent = rig.take();
        rig.reply(sent.xid() + 5, 10, 0, DATA);
        assertThat(rig.seen(Effect.Disconnect.class)).hasSize(1);
        rig.awaitAttempt();
        rig.open();
        rig.welcome();
        rig.reply(rig.take(), DATA);
        assertThat(rig.outcomeOf(call)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aReplyThatMakesNoSenseFailsItsCallAlone() {
        Rig rig = new Rig().connected();
        Call bad = rig.ask(new GetData("/a", false), true);
        Call good = rig.ask(new GetData("/b", false), true);
        rig.reply(rig.take(), new Response.Count(Integer.MAX_VALUE));
        rig.reply(rig.take(), DATA);
        assertThat(rig.outcomeOf(bad)).isInstanceOf(Outcome.Garbled.class);
        assertThat(rig.outcomeOf(good)).isInstanceOf(Outcome.Done.class);
        assertThat(rig.seen(Effect.Disconnect.class)).isEmpty();
    }

    @Test
    void aFrameTooShortForAHeaderGivesTheLinkUp() {
        Rig rig = new Rig().connected();
        rig.raw(new byte[3]);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTING);
        assertThat(rig.seen(Effect.Told.class)).anyMatch(told -> told.what().contains("makes no sense"));
    }

    @Test
    void aRequestLongerThanTheServerAcceptsIsNotSent() {
        Rig rig = new Rig().connected();
        Call call = rig.ask(new GetData("/" + "x".repeat(Rig.MAX_FRAME), false), true);
        assertThat(rig.outcomeOf(call)).isInstanceOf(Outcome.TooLong.class);
        assertThat(rig.sentCount()).isZero();
        rig.ask(new GetData("/b", false), true);
        assertThat(rig.take().request()).isEqualTo(new GetData("/b", false));
    }

    @Test
    void theLatestReadGoesBehindASyncEachTimeItIsSent() {
        Rig rig = new Rig().connected();
        Call call = rig.ask(new Call(new GetData("/a", false), true, true, null, (asked, outcome) -> {}));
        assertThat(rig.take().request()).isInstanceOf(SessionRequest.Sync.class);
        rig.take();
        rig.reconnect();
        rig.reply(rig.take(), new Response.Path("/"));
        rig.reply(rig.take(), DATA);
        assertThat(rig.outcomeOf(call)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aSyncThatFailsFailsTheReadBehindIt() {
        Rig rig = new Rig().connected();
        Call call = rig.ask(new Call(new GetData("/a", false), true, true, null, (asked, outcome) -> {}));
        rig.refuse(rig.take(), ErrorCode.NOT_READ_ONLY.number());
        rig.reply(rig.take(), DATA);
        assertThat(rig.outcomeOf(call)).isEqualTo(new Outcome.Refused(ErrorCode.NOT_READ_ONLY));
    }

    @Test
    void anExistsOfNothingWatchesForTheCreation() {
        Rig rig = new Rig().connected();
        Watching once = new Watching.Once(Watching.Kind.EXISTS, "/a", "watcher");
        rig.ask(new Call(new Exists("/a", true), true, false, once, (call, outcome) -> {}));
        rig.refuse(rig.take(), ErrorCode.NO_NODE.number());
        rig.event(EventType.NODE_CREATED, "/a");
        rig.event(EventType.NODE_CREATED, "/a");
        assertThat(rig.seen(Effect.Fired.class)).hasSize(1);
    }

    @Test
    void theLastWatcherOfALastingWatchTakesTheServersWatchWithIt() {
        Rig rig = new Rig().connected();
        for (String watcher : List.of("one", "two")) {
            Watching lasting = new Watching.Lasting(false, "/a", watcher);
            rig.ask(new Call(new ReadRequest.AddWatch("/a", false), true, false, lasting, (call, outcome) -> {}));
            rig.reply(rig.take(), new Response.WatchAdded());
        }
        assertThat(remove(rig, "one").opcode()).isEqualTo(Protocol.OP_CHECK_WATCHES);
        assertThat(remove(rig, "two").opcode()).isEqualTo(Protocol.OP_REMOVE_WATCHES);
        assertThat(rig.seen(Effect.Removed.class)).hasSize(2);
    }

    private static Rig.Sent remove(Rig rig, String watcher) {
        Watching removal = new Watching.Removal(WatchKind.PERSISTENT, "/a", watcher, false);
        rig.ask(new Call(
                new ReadRequest.CheckWatches("/a", WatchKind.PERSISTENT), true, false, removal, (call, outcome) -> {}));
        Rig.Sent sent = rig.take();
        rig.reply(sent, Response.Empty.INSTANCE);
        return sent;
    }

    @Test
    void aRefusedIdentityIsFinal() {
        Rig rig = new Rig().connected();
        Call open = rig.ask(new GetData("/a", false), true);
        rig.step(new Input.AddAuth(new Auth("kerb", new byte[0], outcome -> {})));
        rig.reply(Identities.XID, 0, ErrorCode.AUTH_FAILED.number(), Response.Empty.INSTANCE);
        assertThat(rig.session.phase()).isEqualTo(Phase.AUTH_FAILED);
        assertThat(rig.outcomeOf(open)).isInstanceOf(Outcome.Ended.class);
        assertThat(rig.seen(Effect.AuthAnswered.class)).hasSize(1);
    }

    @Test
    void closingAsksTheServerAndEndsWithItsAnswer() {
        Rig rig = new Rig().connected();
        rig.step(new Input.Close());
        Rig.Sent close = rig.take();
        assertThat(close.opcode()).isEqualTo(Protocol.OP_CLOSE_SESSION);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTED);
        rig.reply(close, Response.Empty.INSTANCE);
        assertThat(rig.session.phase()).isEqualTo(Phase.CLOSED);
        assertThat(rig.seen(Effect.Finished.class)).hasSize(1);
    }

    @Test
    void closingWithoutAnyServerEndsInTime() {
        Rig rig = new Rig().connected();
        rig.lose();
        rig.step(new Input.Close());
        assertThat(rig.seen(Effect.Finished.class)).isEmpty();
        rig.pass(2_100);
        assertThat(rig.session.phase()).isEqualTo(Phase.CLOSED);
        assertThat(rig.seen(Effect.Finished.class)).hasSize(1);
    }

    @Test
    void aReadOnlyMemberServesUntilOneThatTakesWritesIsFound() {
        Rig rig = new Rig();
        rig.start();
        rig.open();
        rig.welcome(Rig.TIMEOUT_MS, true);
        assertThat(rig.session.phase()).isEqualTo(Phase.CONNECTED_READ_ONLY);
        rig.pass(150);
        HostPort asked = rig.seen(Effect.Probe.class).getFirst().server();
        rig.step(new Input.Probed(asked, true));
        rig.pass(1);
        assertThat(rig.seen(Effect.Connect.class).getLast().server()).isEqualTo(asked);
        assertThat(rig.open().sessionId())
                .as("a read-only member's session is nobody else's")
                .isZero();
    }

    @Test
    void whatADeadLinkSaysIsNotHeard() {
        Rig rig = new Rig().connected();
        rig.lose();
        assertThat(rig.step(new Input.Lost(1, "again"))).isEmpty();
        assertThat(rig.step(new Input.Opened(1, "late"))).isEmpty();
        assertThat(rig.welcome()).isEmpty();
    }

    private static void watchOnce(Rig rig, String path, String watcher) {
        Watching once = new Watching.Once(Watching.Kind.DATA, path, watcher);
        rig.ask(new Call(new GetData(path, true), true, false, once, (call, outcome) -> {}));
        rig.reply(rig.take(), DATA);
    }
}
