package io.quorate.simulator.checker;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.tree.txn.Txn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * C11: under one incarnation of a parent the counts that creations are numbered by grow strictly, across recoveries
 * too. Read from the log: a number that nobody was told of must not come again either.
 */
final class SequenceNumbers implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<String, Integer> counts = new HashMap<>();
        for (Settled settled : evidence.history().ledger()) {
            walk(settled, settled.txn(), counts, findings);
        }
    }

    private static void walk(Settled settled, Txn txn, Map<String, Integer> counts, Findings findings) {
        switch (txn) {
            case Txn.Create create -> created(settled, create.path(), create.parentCreateCount(), counts, findings);
            case Txn.CreateContainer create ->
                created(settled, create.path(), create.parentCreateCount(), counts, findings);
            case Txn.CreateTtl create -> created(settled, create.path(), create.parentCreateCount(), counts, findings);
            case Txn.Multi(List<Txn> parts) -> {
                if (parts.stream().noneMatch(Txn.Error.class::isInstance)) {
                    parts.forEach(part -> walk(settled, part, counts, findings));
                }
            }
            case Txn.Delete(String path) -> counts.remove(path);
            case Txn.DeleteContainer(String path) -> counts.remove(path);
            case Txn.CreateSession _,
                    Txn.CloseSession _,
                    Txn.Error _,
                    Txn.SetData _,
                    Txn.Reconfig _,
                    Txn.SetAcl _,
                    Txn.Check _ -> {}
        }
    }

    private static void created(
            Settled settled, String path, int count, Map<String, Integer> counts, Findings findings) {
        String parent = ModelRules.parent(path);
        int before = counts.getOrDefault(parent, 0);
        findings.require(
                count == before + 1,
                Promise.C11,
                settled.at(),
                () -> path + " is number " + count + " under " + parent + " at zxid " + settled.zxid()
                        + ", the one before was " + before);
        counts.put(parent, count);
    }
}
