package io.quorate.zab;

import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Member;
import java.util.ArrayList;
import java.util.List;

/** Ensembles and configurations for tests. */
public final class Ensembles {
    private Ensembles() {}

    /** Voters 1 to {@code voters}, then observers. */
    public static Ensemble of(int voters, int observers) {
        List<Member> members = new ArrayList<>();
        for (int id = 1; id <= voters + observers; id++) {
            boolean votes = id <= voters;
            members.add(new Member(
                    new ServerId(id),
                    votes ? Member.Kind.VOTER : Member.Kind.OBSERVER,
                    "host" + id + ":2888:3888:" + (votes ? "participant" : "observer")));
        }
        return Ensemble.of(members, 0);
    }

    public static ZabConfig config(long self, Ensemble ensemble, ZabConfig.Rule rule) {
        return new ZabConfig(
                new ServerId(self),
                ensemble,
                new ZabConfig.Timing(200, 10, 5, 5, 20),
                new ZabConfig.Election(rule, 40, 50, 800),
                new ZabConfig.Limits(8, 1 << 20, 64, 4096, ZabConfig.Limits.LAST_COUNTER, false));
    }

    public static ServerId id(long value) {
        return new ServerId(value);
    }
}
