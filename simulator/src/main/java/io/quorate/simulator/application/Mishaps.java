package io.quorate.simulator.application;

import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** What befalls the machines of programs: they stand still, their processes are killed, their connections break. */
final class Mishaps {
    private static final long CALMEST = 5_000 * World.MS;
    private static final long WILDEST = 250 * World.MS;
    private static final long LONGEST_PAUSE = 6_000 * World.MS;

    private final World world;
    private final List<Machine> machines;
    private final FaultPlan plan;
    private final BooleanSupplier mayStrike;
    private final Dice dice;

    /** @param mayStrike asked before each; once false it stays so */
    Mishaps(World world, List<Machine> machines, FaultPlan plan, BooleanSupplier mayStrike, long seed) {
        this.world = world;
        this.machines = List.copyOf(machines);
        this.plan = plan;
        this.mayStrike = mayStrike;
        this.dice = Dice.of(seed, "mishaps");
    }

    void begin() {
        again(FaultKind.PAUSES, (machine, own) -> machine.pause(1 + own.belowLong(plan.hastened(LONGEST_PAUSE))));
        again(FaultKind.KILLS, (machine, own) -> machine.kill(own.coin()));
        again(FaultKind.CUTS, (machine, _) -> machine.cut());
    }

    private void again(FaultKind kind, BiConsumer<Machine, Dice> mishap) {
        Dice own = Dice.of(dice.nextLong(), kind.name());
        if (plan.has(kind)) {
            again(kind, own, mishap);
        }
    }

    private void again(FaultKind kind, Dice own, BiConsumer<Machine, Dice> mishap) {
        world.in(own.delay(plan.hastened(plan.scaled(kind, CALMEST, WILDEST))), () -> {
            if (mayStrike.getAsBoolean()) {
                mishap.accept(machines.get(own.below(machines.size())), own);
                again(kind, own, mishap);
            }
        });
    }
}
