package io.quorate.zab.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.Ensembles;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The start-up that the literature tells: five empty members, one after the other. */
final class WalkTest {
    private static final long LONG_ENOUGH_MS = 1500;

    @ParameterizedTest
    @EnumSource(Rule.class)
    void theThirdOfFiveMembersLeadsTheMomentItStarts(Rule rule) {
        World walk = new World(new Setting(5, 0, rule, 0, 2, 0, 0, 0, 0, 0, 0, Bug.NONE), 1);
        start(walk, 1);
        assertThat(role(walk, 1)).isEqualTo(new Role.Looking());
        start(walk, 2);
        assertThat(role(walk, 1)).isEqualTo(new Role.Looking());
        assertThat(role(walk, 2)).isEqualTo(new Role.Looking());
        start(walk, 3);
        Role behindThree = new Role.Following(new ServerId(3), 1, Phase.BROADCAST);
        assertThat(role(walk, 3)).isEqualTo(new Role.Leading(1, Phase.BROADCAST));
        assertThat(role(walk, 1)).isEqualTo(behindThree);
        assertThat(role(walk, 2)).isEqualTo(behindThree);
        start(walk, 4);
        start(walk, 5);
        assertThat(role(walk, 3)).isEqualTo(new Role.Leading(1, Phase.BROADCAST));
        assertThat(role(walk, 4)).as("although its id is greater").isEqualTo(behindThree);
        assertThat(role(walk, 5)).as("although its id is greater").isEqualTo(behindThree);
    }

    private static void start(World walk, long id) {
        walk.node(Ensembles.id(id)).start();
        walk.runUntil(walk.nowMs() + LONG_ENOUGH_MS);
    }

    private static Role role(World walk, long id) {
        return walk.node(Ensembles.id(id)).zab().role();
    }
}
