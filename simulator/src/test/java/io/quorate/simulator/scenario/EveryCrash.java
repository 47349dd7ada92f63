package io.quorate.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.storage.disk.sim.Survival;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Plays a scene once to see how many effects a member has in it, and then again and again with the power of that member
 * failing before one of them; afterwards everybody comes back, and all promises must have been kept (faults 4.4).
 * {@code -Dsimulator.stride=1} takes every effect; the build takes some.
 */
final class EveryCrash {
    private static final int MOST_POINTS = 24;
    private static final int STRIDE = Integer.getInteger("simulator.stride", 0);

    private final Shape shape;
    private final Survival survival;
    private final Consumer<Stage> scene;

    private Consumer<Stage> prologue = _ -> {};

    private EveryCrash(Shape shape, Survival survival, Consumer<Stage> scene) {
        this.shape = shape;
        this.survival = survival;
        this.scene = scene;
    }

    /** A scene that begins with everybody serving. What it asks need not be answered. */
    static EveryCrash of(Shape shape, Survival survival, Consumer<Stage> scene) {
        return new EveryCrash(shape, survival, scene);
    }

    /** What happens before the scene, without a crash. */
    EveryCrash after(Consumer<Stage> before) {
        prologue = before;
        return this;
    }

    /** Crashes the member with that number. */
    void of(int member) {
        everywhere(_ -> member);
    }

    /** Crashes whoever leads when the scene begins. */
    void ofTheLeader() {
        everywhere(Stage::leader);
    }

    private Stage begun() {
        Stage stage = Stage.serving(shape);
        prologue.accept(stage);
        return stage;
    }

    private void everywhere(ToIntFunction<Stage> victim) {
        Stage whole = begun();
        int first = victim.applyAsInt(whole);
        long before = whole.member(first).effects().count();
        scene.accept(whole);
        long effects = whole.member(first).effects().count() - before;
        whole.curtain();
        assertThat(effects).as("effects in the scene").isPositive();
        long stride = STRIDE > 0 ? STRIDE : Math.max(1, effects / MOST_POINTS);
        for (long skipped = 0; skipped < effects; skipped += stride) {
            Stage stage = begun();
            int member = victim.applyAsInt(stage);
            stage.member(member).survives(survival);
            stage.member(member).effects().cutInAnyLifeAfter(skipped);
            scene.accept(stage);
            stage.curtain();
        }
    }
}
