package io.quorate.simulator.checker;

import io.quorate.tree.txn.Txn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * C13 and L7: timeouts are granted within their bounds, only who knows the password gets a session back, nobody is
 * expired before the timeout after what was heard last, and nobody much later. A restart counts as hearing of
 * everybody. What several members hear is for {@link LeaderPatience} to judge.
 */
final class Sessions implements Checker {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long PER_MILLE = 1000;

    @Override
    public void check(Evidence evidence, Findings findings) {
        Expectations bounds = evidence.expectations();
        Map<Long, Long> heard = new HashMap<>();
        Map<Long, Long> knocked = new HashMap<>();
        Map<Long, Long> born = new HashMap<>();
        evidence.history().ledger().forEach(settled -> {
            if (settled.txn() instanceof Txn.CreateSession) {
                born.put(settled.header().sessionId(), settled.at());
            }
        });
        Map<Integer, Long> bootedAt = new HashMap<>();
        List<Entry.Paused> pauses = new ArrayList<>();
        Map<Integer, Long> bound = new HashMap<>();
        Map<Integer, Integer> wanted = new HashMap<>();
        Map<Integer, Long> sought = new HashMap<>();
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Knocked knock -> {
                    knocked.put(knock.session(), knock.at());
                    wanted.put(knock.connection(), knock.wantedMs());
                    sought.put(knock.connection(), knock.session());
                }
                case Entry.Proved proof -> knocked.put(sought.getOrDefault(proof.connection(), 0L), proof.at());
                case Entry.Bound binding -> bound.put(binding.connection(), binding.session());
                case Entry.Arrived arrived -> heard.put(arrived.session(), arrived.at());
                case Entry.Recovered recovered -> bootedAt.put(recovered.member(), recovered.at());
                case Entry.Attached attached ->
                    attached(
                            attached,
                            wanted.getOrDefault(attached.connection(), 0),
                            bound.getOrDefault(attached.connection(), 0L),
                            bounds,
                            findings);
                case Entry.Expired expired
                when !bounds.amongPeers() -> {
                    long last = Math.max(
                            bootedAt.getOrDefault(expired.member(), 0L),
                            Math.max(
                                    born.getOrDefault(expired.session(), 0L),
                                    heard.getOrDefault(expired.session(), 0L)));
                    long latest = Math.max(last, knocked.getOrDefault(expired.session(), 0L));
                    long still = stoodStill(pauses, expired.member(), last);
                    expired(expired, new Silence(last, latest, still), bounds, findings);
                }
                case Entry.Quiet quiet ->
                    findings.require(
                            evidence.lives().values().stream().allMatch(life -> life.closedBy() != Long.MAX_VALUE),
                            Promise.L7,
                            quiet.at(),
                            () -> "long after the last client fell silent there are open sessions: "
                                    + evidence.lives());
                case Entry.Paused paused -> pauses.add(paused);
                default -> {
                    // Tells nothing of who is alive.
                }
            }
        }
    }

    private static void attached(
            Entry.Attached attached, int wantedMs, long bound, Expectations bounds, Findings findings) {
        findings.require(
                attached.rightful(),
                Promise.C13,
                attached.at(),
                () -> "session 0x" + Long.toHexString(attached.session()) + " was given to a wrong password");
        findings.require(
                attached.timeoutMs() == Math.clamp(wantedMs, bounds.minTimeoutMs(), bounds.maxTimeoutMs()),
                Promise.C13,
                attached.at(),
                () -> "a timeout of " + attached.timeoutMs() + " ms was granted when " + wantedMs + " was asked for");
        findings.require(
                bound == attached.session(),
                Promise.C13,
                attached.at(),
                () -> "connection " + attached.connection() + " was told of session 0x"
                        + Long.toHexString(attached.session()) + ", but speaks for another");
    }

    /** How long a member has stood still since then: what it hears or does is so much later. */
    private static long stoodStill(List<Entry.Paused> pauses, int member, long since) {
        return pauses.stream()
                .filter(pause -> pause.member() == member && pause.at() >= since)
                .mapToLong(Entry.Paused::nanos)
                .sum();
    }

    /**
     * Since when a session is silent.
     *
     * @param heard the least that counts
     * @param latest the most that may count: a handshake may be refused, and a proof comes with it
     * @param still how long the member has stood still since, nanoseconds
     */
    private record Silence(long heard, long latest, long still) {}

    /** Judged by the member's own clock, which may run too fast or too slow. */
    private static void expired(Entry.Expired expired, Silence silence, Expectations bounds, Findings findings) {
        long silentMs = ownMs(expired.at() - silence.heard(), bounds);
        long surelySilentMs = ownMs(expired.at() - silence.latest() - silence.still(), bounds);
        String what = "session 0x" + Long.toHexString(expired.session()) + " with a timeout of " + expired.timeoutMs()
                + " ms was expired after " + silentMs + " ms of silence";
        findings.require(silentMs + 1 >= expired.timeoutMs(), Promise.C13, expired.at(), () -> what);
        findings.require(
                surelySilentMs <= (long) expired.timeoutMs() + bounds.tickMs() + bounds.slackMs(),
                Promise.L7,
                expired.at(),
                () -> what);
    }

    static long ownMs(long nanos, Expectations bounds) {
        return nanos / PER_MILLE * bounds.clockPerMille() / NANOS_PER_MS;
    }
}
