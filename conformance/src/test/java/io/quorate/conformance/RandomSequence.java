package io.quorate.conformance;

import io.quorate.conformance.transcript.Answers;
import io.quorate.conformance.transcript.World;
import java.util.List;

/**
 * Steps played one after the other. One speaker acts at a time and the others then listen, because only what has one
 * right answer can be compared. At the end the watches that are left and the whole tree are looked at.
 */
record RandomSequence(List<Step> steps, Answers answers) implements Scenario {
    @Override
    public void play(World world) {
        Stage stage = new Stage(world, RandomSteps.SPEAKERS);
        for (Step step : steps) {
            step.play(stage);
            stage.listen();
        }
        stage.lookAtWatches(RandomRequests.PATHS);
        world.look();
        world.count(answers);
    }
}
