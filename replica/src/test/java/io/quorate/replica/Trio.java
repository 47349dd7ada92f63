package io.quorate.replica;

import io.quorate.message.ConnectRequest;
import io.quorate.message.Request;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Members of one ensemble in memory: whatever is sent arrives, in order, unless a member is down. */
final class Trio {
    static final int TICK_MS = 1000;
    private static final int STEP_MS = 20;

    private final Map<Long, EnsembleMember> members = new TreeMap<>();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Ensemble ensemble;
    long nowMs = 100_000;

    /** Voters 1 to {@code voters}, then observers, all of them started. */
    Trio(int voters, int observers) {
        List<Member> all = new ArrayList<>();
        for (long id = 1; id <= voters + observers; id++) {
            Member.Kind kind = id <= voters ? Member.Kind.VOTER : Member.Kind.OBSERVER;
            all.add(new Member(new ServerId(id), kind, "host" + id + ":2888:3888"));
        }
        ensemble = Ensemble.of(all, 0);
        for (Member member : all) {
            members.put(member.id().value(), new EnsembleMember(this, member.id()));
        }
        members.values().forEach(EnsembleMember::start);
        settle();
    }

    ZabConfig config(ServerId self) {
        return new ZabConfig(
                self,
                ensemble,
                new ZabConfig.Timing(TICK_MS, 10, 5, 5, 20),
                new ZabConfig.Election(ZabConfig.Rule.FAST, 40, 50, 800),
                new ZabConfig.Limits(100, 1 << 20, 64, 4096, ZabConfig.Limits.LAST_COUNTER, false));
    }

    EnsembleMember member(long id) {
        return Objects.requireNonNull(members.get(id));
    }

    EnsembleMember leader() {
        return members.values().stream()
                .filter(EnsembleMember::leads)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody leads"));
    }

    /** A participant that follows. */
    EnsembleMember follower() {
        return members.values().stream()
                .filter(member -> member.serves() && !member.leads())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody follows"));
    }

    void later(Runnable work) {
        queue.add(work);
    }

    /** Until everybody who is up serves, and nothing is on its way. */
    void settle() {
        for (int i = 0; i < 2000; i++) {
            run();
            if (members.values().stream().allMatch(member -> !member.isUp() || member.serves())) {
                return;
            }
            pass(STEP_MS);
        }
        throw new AssertionError("the members do not find together");
    }

    /** Until nothing is on its way. */
    void run() {
        for (int i = 0; i < 100_000; i++) {
            Runnable next = queue.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
        throw new AssertionError("it never becomes quiet");
    }

    /** So many of the things that are on their way arrive. */
    void arrive(int count) {
        for (int i = 0; i < count && !queue.isEmpty(); i++) {
            queue.remove().run();
        }
    }

    void pass(long ms) {
        for (long until = nowMs + ms; nowMs < until; ) {
            nowMs += STEP_MS;
            members.values().forEach(EnsembleMember::tick);
            run();
        }
    }

    /** A connection with a new session at that member. */
    RecordingLink connect(EnsembleMember at) {
        RecordingLink link = new RecordingLink();
        link.heardAt(nowMs);
        at.take(new Input.Connect(link, new ConnectRequest(0, 4 * TICK_MS, 0, new byte[16], false, true)));
        run();
        return link;
    }

    /** A connection that takes up the session of another. */
    RecordingLink resume(EnsembleMember at, RecordingLink before) {
        RecordingLink link = knock(at, before);
        run();
        return link;
    }

    /** A connection that asks for the session of another, and has not heard anything yet. */
    RecordingLink knock(EnsembleMember at, RecordingLink before) {
        RecordingLink link = new RecordingLink();
        link.heardAt(nowMs);
        at.take(new Input.Connect(
                link,
                new ConnectRequest(
                        0,
                        4 * TICK_MS,
                        before.accepted().sessionId(),
                        before.accepted().password(),
                        false,
                        true)));
        return link;
    }

    void ask(EnsembleMember at, RecordingLink link, int xid, Request request) {
        link.heardAt(nowMs);
        at.take(new Input.FromClient(link, xid, request, link.identities()));
    }

    /** A request and what it is answered. */
    List<String> call(EnsembleMember at, RecordingLink link, int xid, Request request) {
        ask(at, link, xid, request);
        run();
        return link.take();
    }
}
