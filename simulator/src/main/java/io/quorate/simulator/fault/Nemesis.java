package io.quorate.simulator.fault;

import io.quorate.simulator.member.Member;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;

/**
 * Does to the member what the plan says: ends it at once, before one of its next effects, or in the middle of one of
 * its next disk operations; makes its disk fail; sets its clock. Starts it again each time.
 */
public final class Nemesis {
    private static final int EFFECTS_AHEAD = 200;
    private static final int OPERATIONS_AHEAD = 40;
    private static final long MOST_DOWN = 400 * World.MS;
    private static final long CLOCK_EVERY = 700 * World.MS;
    private static final long DISK_EVERY = 2_500 * World.MS;
    private static final long WATCH_EVERY = 20 * World.MS;
    private static final long DAY_MS = 86_400_000L;
    private static final int MOST_ROOM_BYTES = 100_000;

    private final World world;
    private final Member member;
    private final FaultPlan plan;
    private final Dice dice;
    private boolean resting;
    private boolean restarting;
    private int ends;

    /** One that follows the plan. */
    public Nemesis(World world, Member member, FaultPlan plan, Dice dice) {
        this.world = world;
        this.member = member;
        this.plan = plan;
        this.dice = dice;
    }

    /** Begins. */
    public void begin() {
        member.disk().leaveStaleSectors(plan.staleSectors());
        watch();
        if (plan.crashEveryMs() > 0) {
            world.in(dice.delay(plan.crashEveryMs() * World.MS), this::end);
        }
        if (plan.clockJumps()) {
            world.in(dice.delay(CLOCK_EVERY), this::jump);
        }
        if (plan.diskErrors() || plan.diskFull()) {
            world.in(dice.delay(DISK_EVERY), this::spoilDisk);
        }
    }

    /** No more faults; the member, if it is down, is started. */
    public void rest() {
        resting = true;
        member.effects().spare();
        member.disk().faults().reset();
        member.diskIsFaulty(false);
    }

    /** How often the member has died. */
    public int ends() {
        return ends;
    }

    /** Sees to it that a member that died is started again. */
    private void watch() {
        if (!member.isUp() && !restarting && !member.refusesToStart()) {
            restarting = true;
            ends += member.boot() == 0 ? 0 : 1;
            world.in(member.boot() == 0 ? 0 : dice.belowLong(MOST_DOWN), this::start);
        }
        world.in(WATCH_EVERY, this::watch);
    }

    private void start() {
        restarting = false;
        member.diskIsFaulty(false);
        if (!resting && plan.crashEveryMs() > 0 && dice.perMille(150)) {
            member.disk().faults().crashAt(1 + dice.below(OPERATIONS_AHEAD));
        } else if (!resting && plan.diskErrors() && dice.perMille(100)) {
            member.diskIsFaulty(true);
            member.disk().faults().failReadAt(1 + dice.below(OPERATIONS_AHEAD));
        }
        member.start();
    }

    private void end() {
        if (resting) {
            return;
        }
        switch (dice.below(4)) {
            case 0 -> member.die("killed", dice.coin());
            case 1 -> {
                long operation = member.disk().faults().operations() + 1 + dice.below(OPERATIONS_AHEAD);
                world.note(Mark.FAULT, operation, 0, () -> "the power is to fail during this disk operation");
                member.disk().faults().crashAt(operation);
            }
            default -> {
                int ahead = dice.below(EFFECTS_AHEAD);
                world.note(Mark.FAULT, ahead, 0, () -> "the power is to fail after so many more effects");
                member.effects().cutAfter(ahead);
            }
        }
        world.in(dice.delay(plan.crashEveryMs() * World.MS), this::end);
    }

    private void jump() {
        if (resting) {
            return;
        }
        long ms = dice.coin() ? dice.between(-3_000, 3_000) : dice.between(-400, 400) * DAY_MS;
        member.clock().jump(ms);
        world.note(Mark.CLOCK, ms, 0, () -> "");
        world.in(dice.delay(CLOCK_EVERY), this::jump);
    }

    private void spoilDisk() {
        if (resting) {
            return;
        }
        long operation = member.disk().faults().operations() + 1 + dice.below(OPERATIONS_AHEAD);
        boolean full = plan.diskFull() && (!plan.diskErrors() || dice.coin());
        if (member.isUp()) {
            member.diskIsFaulty(true);
            if (full) {
                world.note(Mark.FAULT, operation, 0, () -> "the disk is full from this operation on");
                member.disk().faults().failFrom(operation, "No space left on device");
            } else if (dice.coin()) {
                world.note(Mark.FAULT, operation, 0, () -> "this disk operation fails");
                member.disk().faults().failAt(operation, "Input/output error");
            } else {
                world.note(Mark.FAULT, operation, 0, () -> "this write is cut short");
                member.disk().faults().shortWriteAt(operation, dice.below(MOST_ROOM_BYTES));
            }
        }
        world.in(dice.delay(DISK_EVERY), this::spoilDisk);
    }
}
