package io.quorate.simulator.checker;

import io.quorate.tree.txn.Txn;
import java.util.HashMap;
import java.util.Map;

/**
 * C13 and L7: timeouts are granted within their bounds, only who knows the password gets a session back, nobody is
 * expired before the timeout after what was heard last, and nobody much later. A restart counts as hearing of
 * everybody.
 */
final class Sessions implements Checker {
    private static final long NANOS_PER_MS = 1_000_000;

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
        long bootedAt = 0;
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Knocked knock -> knocked.put(knock.session(), knock.at());
                case Entry.Arrived arrived -> heard.put(arrived.session(), arrived.at());
                case Entry.Recovered recovered -> bootedAt = recovered.at();
                case Entry.Attached attached -> {
                    findings.require(
                            attached.rightful(),
                            Promise.C13,
                            attached.at(),
                            () -> "session 0x" + Long.toHexString(attached.session())
                                    + " was given to a wrong password");
                    findings.require(
                            attached.timeoutMs() >= bounds.minTimeoutMs()
                                    && attached.timeoutMs() <= bounds.maxTimeoutMs(),
                            Promise.C13,
                            attached.at(),
                            () -> "a timeout of " + attached.timeoutMs() + " ms was granted");
                }
                case Entry.Expired expired -> {
                    long last = Math.max(
                            bootedAt,
                            Math.max(
                                    born.getOrDefault(expired.session(), 0L),
                                    heard.getOrDefault(expired.session(), 0L)));
                    long latest = Math.max(last, knocked.getOrDefault(expired.session(), 0L));
                    expired(expired, last, latest, bounds, findings);
                }
                case Entry.Quiet quiet ->
                    findings.require(
                            evidence.lives().values().stream().allMatch(life -> life.closedBy() != Long.MAX_VALUE),
                            Promise.L7,
                            quiet.at(),
                            () -> "long after the last client fell silent there are open sessions: "
                                    + evidence.lives());
                case Entry.Refused _,
                        Entry.Asked _,
                        Entry.Answered _,
                        Entry.Announced _,
                        Entry.Stopped _,
                        Entry.Unrecoverable _,
                        Entry.Alarmed _ -> {}
            }
        }
    }

    /** {@code heard} is the least that counts, {@code latest} the most that may count: a handshake may be refused. */
    private static void expired(
            Entry.Expired expired, long heard, long latest, Expectations bounds, Findings findings) {
        long silentMs = (expired.at() - heard) / NANOS_PER_MS;
        long surelySilentMs = (expired.at() - latest) / NANOS_PER_MS;
        String what = "session 0x" + Long.toHexString(expired.session()) + " with a timeout of " + expired.timeoutMs()
                + " ms was expired after " + silentMs + " ms of silence";
        findings.require(silentMs + 1 >= expired.timeoutMs(), Promise.C13, expired.at(), () -> what);
        findings.require(
                surelySilentMs <= (long) expired.timeoutMs() + bounds.tickMs() + bounds.slackMs(),
                Promise.L7,
                expired.at(),
                () -> what);
    }
}
