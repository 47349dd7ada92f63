package io.quorate.benchmarks.compare;

import java.util.List;
import java.util.Map;

/** One thing compared. A trial may keep what it has prepared from one round to the next. */
public interface Trial {
    /** How it is selected and named in the tables. */
    String name();

    /** What is compared. */
    List<Metric> metrics();

    /** How many rounds make sense at most; a trial of minutes is not run as often as one of seconds. */
    default int mostRounds() {
        return Integer.MAX_VALUE;
    }

    /** Measures one contender once; the keys are the names of the metrics. */
    Map<String, Double> round(Contender contender, Arena arena);
}
