package io.quorate.simulator.checker;

import io.quorate.simulator.checker.History.Settled;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Z3: of any two members' logs one is the beginning of the other, record by record, once everything works and is done.
 * Whoever could not be started any more is left out.
 */
final class Agreement implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        List<Settled> order = evidence.history().ledger();
        Set<Integer> left = new HashSet<>();
        boolean quiet = !evidence.expectations().amongPeers();
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Unrecoverable unrecoverable -> left.add(unrecoverable.member());
                case Entry.Quiet _ -> quiet = true;
                default -> {
                    // Neither an end nor a loss.
                }
            }
        }
        if (!quiet) {
            return;
        }
        evidence.history().logs().forEach((member, log) -> {
            if (left.contains(member)) {
                return;
            }
            List<Settled> txns = log.txns();
            int different = 0;
            while (different < Math.min(txns.size(), order.size())
                    && txns.get(different).zxid() == order.get(different).zxid()
                    && txns.get(different).recordHash() == order.get(different).recordHash()) {
                different++;
            }
            int at = different;
            findings.require(
                    different == txns.size() || different == order.size(),
                    Promise.Z3,
                    at < txns.size() ? txns.get(at).at() : 0,
                    () -> "member " + member + " has " + txns.get(at) + " where another has "
                            + (at < order.size() ? order.get(at) : "nothing"));
        });
    }
}
