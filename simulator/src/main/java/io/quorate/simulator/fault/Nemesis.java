package io.quorate.simulator.fault;

import io.quorate.simulator.checker.History;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.plan.CrashPoint;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Does to one member what the plan says: ends it at once, before one of its next effects, or in the middle of one of
 * its next disk operations; lets it stand still; makes its disk fail and rot; sets its clock. Starts it again each
 * time. Each kind of fault has its own dice and its own times, so that leaving one out changes the others as little as
 * can be.
 */
public final class Nemesis {
    private static final int EFFECTS_AHEAD = 200;
    private static final int OPERATIONS_AHEAD = 40;
    private static final int START_OPERATIONS_AHEAD = 15;
    private static final long MOST_DOWN = 400 * World.MS;
    private static final long WATCH_EVERY = 20 * World.MS;
    private static final long DAY_MS = 86_400_000L;
    private static final int MOST_ROOM_BYTES = 100_000;
    private static final int RISKIEST_PER_MILLE = 60;
    private static final long LONGEST_PAUSE = 5_000 * World.MS;
    private static final long SHORTEST_PAUSE = World.MS;
    private static final int PAUSE_DOUBLINGS = 13;
    private static final int MOST_TRIALS = 6;

    private final World world;
    private final Member member;
    private final FaultPlan plan;
    private final Budget budget;
    private final Dice dice;
    private final Rot rot;
    private final int share;
    private final @Nullable Casualties casualties;
    private boolean restarting;
    private boolean rotten;

    /**
     * One that follows the plan.
     *
     * @param share so many members share the faults that a lone one would have
     * @param casualties who may lose what it has; null for a lone member
     */
    public Nemesis(
            World world,
            Member member,
            History history,
            FaultPlan plan,
            Budget budget,
            int share,
            @Nullable Casualties casualties,
            long seed) {
        this.share = share;
        this.casualties = casualties;
        this.world = world;
        this.member = member;
        this.plan = plan;
        this.budget = budget;
        this.dice = Dice.of(seed, "nemesis/" + member.id());
        this.rot = new Rot(world, member, history, Dice.of(seed, "rot/" + member.id()));
    }

    /** Begins. */
    public void begin() {
        member.disk().leaveStaleSectors(plan.has(FaultKind.STALE_SECTORS));
        if (plan.has(FaultKind.CRASHES_AT_RISKY_MOMENTS)) {
            int perMille = (int) plan.scaled(FaultKind.CRASHES_AT_RISKY_MOMENTS, 1, RISKIEST_PER_MILLE);
            member.effects().risk(Dice.of(dice.nextLong(), "risk"), perMille);
        }
        CrashPoint crash = plan.crash();
        if (crash != null) {
            member.survives(crash.survival());
            switch (crash.kind()) {
                case EFFECT -> member.effects().cutAfter(crash.at() - 1);
                case OPERATION -> member.disk().faults().crashAt(crash.at());
            }
        }
        watch();
        again(FaultKind.KILLS, 6_000, 400, own -> member.die("killed", own.coin()));
        again(FaultKind.POWER_CUTS, 6_000, 400, this::cutPower);
        again(FaultKind.CRASHES_IN_DISK_OPERATIONS, 6_000, 400, this::crashInOperation);
        again(FaultKind.PAUSES, 5_000, 200, this::pause);
        again(FaultKind.CLOCK_JUMPS, 4_000, 100, this::jump);
        again(
                FaultKind.DISK_ERRORS,
                6_000,
                600,
                own -> spoil(
                        own,
                        "this disk operation fails",
                        operation -> member.disk().faults().failAt(operation, "Input/output error")));
        again(
                FaultKind.DISK_FULL,
                8_000,
                1_000,
                own -> spoil(
                        own,
                        "the disk is full from this operation on",
                        operation -> member.disk().faults().failFrom(operation, "No space left on device")));
        again(
                FaultKind.SHORT_WRITES,
                4_000,
                100,
                own -> spoil(
                        own,
                        "this write is cut short",
                        operation -> member.disk().faults().shortWriteAt(operation, own.below(MOST_ROOM_BYTES))));
        again(FaultKind.STRAY_FILES, 6_000, 500, _ -> rot.leaveStray());
        again(FaultKind.NONSENSE, 5_000, 300, member::talkNonsense);
    }

    /** No more faults; the member, if it is down, is started. The budget is at rest already. */
    public void rest() {
        member.goOn();
        member.spare();
        member.effects().spareForGood();
        member.disk().faults().reset();
        member.diskIsFaulty(false);
    }

    private interface Trouble {
        void make(Dice own);
    }

    private interface Spoiling {
        void at(long operation);
    }

    private void again(FaultKind kind, long weakestMs, long strongestMs, Trouble trouble) {
        if (plan.has(kind)) {
            again(
                    kind,
                    plan.hastened(plan.scaled(kind, weakestMs, strongestMs) * World.MS),
                    Dice.of(dice.nextLong(), kind.name()),
                    trouble);
        } else {
            dice.nextLong();
        }
    }

    private void again(FaultKind kind, long mean, Dice own, Trouble trouble) {
        world.in(own.delay(mean * share), () -> {
            if (!budget.isResting()) {
                if (member.isUp() && budget.spend()) {
                    world.note(member.id(), Mark.FAULT, 0, 0, kind::toString);
                    trouble.make(own);
                }
                again(kind, mean, own, trouble);
            }
        });
    }

    /** Sees to it that a member that died is started again. */
    private void watch() {
        if (!member.isUp() && !restarting && !member.refusesToStart()) {
            restarting = true;
            world.in(member.boot() == 0 ? 0 : dice.belowLong(plan.hastened(MOST_DOWN)), this::start);
        }
        world.in(WATCH_EVERY, this::watch);
    }

    private void start() {
        restarting = false;
        member.diskIsFaulty(false);
        if (member.boot() > 0 && !budget.isResting()) {
            decay();
        }
        CrashPoint crash = plan.crash();
        if (crash != null && crash.again() > 0 && member.boot() == 1) {
            member.disk().faults().crashAt(crash.again());
        }
        if (plan.has(FaultKind.CRASHES_WHILE_STARTING) && dice.perMille(level(FaultKind.CRASHES_WHILE_STARTING))) {
            if (budget.spend()) {
                member.disk().faults().crashAt(1 + dice.below(START_OPERATIONS_AHEAD));
            }
        } else if (plan.has(FaultKind.READ_ERRORS) && dice.perMille(level(FaultKind.READ_ERRORS)) && budget.spend()) {
            member.diskIsFaulty(true);
            member.disk().faults().failReadAt(1 + dice.below(OPERATIONS_AHEAD));
        }
        member.start();
    }

    /** Not more often than every other start, or there is never one that goes well. */
    private int level(FaultKind kind) {
        return (int) plan.scaled(kind, 50, 500);
    }

    private void decay() {
        if (plan.has(FaultKind.ROT) && budget.spend()) {
            rot.tryOut((int) plan.scaled(FaultKind.ROT, 1, MOST_TRIALS));
        }
        boolean mayLose = casualties == null || casualties.allows(member.id());
        if (plan.has(FaultKind.LASTING_ROT) && !rotten && dice.coin() && mayLose && budget.spend()) {
            rotten = true;
            if (casualties != null) {
                casualties.damaged(member.id());
            }
            rot.damageForGood();
        }
        if (plan.has(FaultKind.WIPES)
                && casualties != null
                && casualties.allows(member.id())
                && dice.perMille(level(FaultKind.WIPES))
                && budget.spend()) {
            member.wipe();
        }
    }

    private void crashInOperation(Dice own) {
        long operation = member.disk().faults().operations() + 1 + own.below(OPERATIONS_AHEAD);
        world.note(member.id(), Mark.FAULT, operation, 0, () -> "the power is to fail during this disk operation");
        member.disk().faults().crashAt(operation);
    }

    private void cutPower(Dice own) {
        int ahead = own.below(EFFECTS_AHEAD);
        world.note(member.id(), Mark.FAULT, ahead, 0, () -> "the power is to fail after so many more effects");
        member.effects().cutAfter(ahead);
    }

    /** From a millisecond to several session timeouts, short ones being as likely as long ones. */
    private void pause(Dice own) {
        long most = plan.hastened(Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << own.below(PAUSE_DOUBLINGS + 1)));
        member.pause(1 + own.belowLong(most), own.coin());
        if (own.coin()) {
            jump(own);
        }
    }

    private void jump(Dice own) {
        long ms = own.coin() ? own.between(-3_000, 3_000) : own.between(-400, 400) * DAY_MS;
        member.clock().jump(ms);
        world.note(member.id(), Mark.CLOCK, ms, 0, () -> "");
    }

    private void spoil(Dice own, String what, Spoiling spoiling) {
        long operation = member.disk().faults().operations() + 1 + own.below(OPERATIONS_AHEAD);
        member.diskIsFaulty(true);
        world.note(member.id(), Mark.FAULT, operation, 0, () -> what);
        spoiling.at(operation);
    }
}
