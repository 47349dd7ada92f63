package io.quorate.simulator.checker;

import io.quorate.simulator.checker.History.Settled;
import java.util.List;

/** Z3: of any two members' logs one is the beginning of the other, record by record. */
final class Agreement implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        List<Settled> order = evidence.history().ledger();
        evidence.history().logs().forEach((member, log) -> {
            List<Settled> txns = log.txns();
            int different = 0;
            while (different < txns.size()
                    && txns.get(different).zxid() == order.get(different).zxid()
                    && txns.get(different).recordHash() == order.get(different).recordHash()) {
                different++;
            }
            int at = different;
            findings.require(
                    different == txns.size(),
                    Promise.Z3,
                    at < txns.size() ? txns.get(at).at() : 0,
                    () -> "member " + member + " has " + txns.get(at) + " where another has " + order.get(at));
        });
    }
}
