package io.quorate.simulator.checker;

import io.quorate.message.SessionRequest;
import io.quorate.message.Undecodable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * C14: once a session has written through a later connection, nothing from an earlier one takes effect; it may still
 * close the session (quorum protocol 8.3), and what nobody understands has no effect wherever it comes from.
 */
final class SessionMoved implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<Long, List<Op>> bySession = new HashMap<>();
        for (Op op : evidence.ops()) {
            boolean harmless = op.asked.request() instanceof SessionRequest.CloseSession
                    || op.asked.request() instanceof Undecodable;
            if (op.settled != null && !op.isVain && !harmless) {
                bySession.computeIfAbsent(op.session(), _ -> new ArrayList<>()).add(op);
            }
        }
        bySession.values().forEach(ops -> {
            ops.sort(Comparator.comparingLong(SessionMoved::zxid));
            Set<Integer> left = new HashSet<>();
            int current = -1;
            for (Op op : ops) {
                if (op.asked.connection() != current) {
                    left.add(current);
                    current = op.asked.connection();
                    findings.require(
                            !left.contains(current),
                            Promise.C14,
                            op.asked.at(),
                            () -> op + " took effect after the session had moved to another connection");
                }
            }
        });
    }

    private static long zxid(Op op) {
        return op.settled == null ? 0 : op.settled.zxid();
    }
}
