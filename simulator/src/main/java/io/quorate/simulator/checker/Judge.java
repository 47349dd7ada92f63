package io.quorate.simulator.checker;

/** Runs all checkers over a history. */
public final class Judge {
    private Judge() {}

    /** What the checkers find in it. */
    public static Findings judge(History history, Expectations expectations) {
        Findings findings = new Findings();
        history.tested().forEach(findings::checked);
        Evidence evidence = new Evidence(history, expectations, findings);
        for (Checker checker : Checker.all()) {
            checker.check(evidence, findings);
        }
        return findings;
    }
}
