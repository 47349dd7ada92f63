package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.Promise;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.NewLeader;
import io.quorate.zab.ZabMessage.ObserverInfo;
import java.util.List;

/**
 * Z19: nobody goes by a configuration that was not decided. As long as there is one, that is the one all began with.
 */
final class OneConfiguration implements Watcher {
    @Override
    public List<Class<? extends Sight>> sights() {
        return List.of(Sight.Said.class);
    }

    @Override
    public void see(Sight sight, Ghost ghost) {
        if (!(sight instanceof Sight.Said said)) {
            return;
        }
        switch (said.message()) {
            case FollowerInfo info -> goesBy(said.member(), info.configVersion(), ghost);
            case ObserverInfo info -> goesBy(said.member(), info.configVersion(), ghost);
            case NewLeader(long _, String text) ->
                ghost.require(
                        text.equals(ghost.ensemble().text()),
                        Promise.Z19,
                        () -> "leader " + said.member() + " tells another configuration: " + text);
            default -> {
                // Says nothing of a configuration.
            }
        }
    }

    private static void goesBy(int member, long version, Ghost ghost) {
        ghost.require(
                version == ghost.ensemble().version(),
                Promise.Z19,
                () -> "member " + member + " goes by version " + Long.toHexString(version)
                        + " of the configuration, and version "
                        + Long.toHexString(ghost.ensemble().version()) + " is in force");
    }
}
