package io.quorate.zab.rig;

import io.quorate.zab.Effect;
import io.quorate.zab.Fact;
import io.quorate.zab.Input;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.Zab;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.Pong;
import io.quorate.zab.ZabMessage.Propose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The driver of one member, its disk, and the state it has applied. */
final class Node {

    /**
     * What the disk is asked.
     *
     * @param durable what happens on the disk
     * @param answer what the member hears then
     */
    private record DiskOp(Runnable durable, Supplier<Input> answer) {}

    private final World world;
    private final ServerId id;
    private final SimDisk disk = new SimDisk();
    private final ArrayDeque<DiskOp> ops = new ArrayDeque<>();
    private final List<Proposal> logged = new ArrayList<>();
    private final List<Proposal> applied = new ArrayList<>();
    private final ArrayDeque<Input> inputs = new ArrayDeque<>();
    private Zab zab;
    private boolean up;
    private boolean stepping;
    private int boot;
    private long diskFreeAtMs;
    private Optional<Effect.ReceiveSnapshot> awaited = Optional.empty();
    /** The snapshot that is kept aside. */
    private List<Proposal> aside = List.of();

    Node(World world, ServerId id) {
        this.world = world;
        this.id = id;
        zab = new Zab(world.config(id), disk.recover());
    }

    ServerId id() {
        return id;
    }

    SimDisk disk() {
        return disk;
    }

    Zab zab() {
        return zab;
    }

    boolean isUp() {
        return up;
    }

    int boot() {
        return boot;
    }

    /** Its history as it knows it, durable or not. */
    List<Proposal> logged() {
        return logged;
    }

    List<Proposal> applied() {
        return applied;
    }

    boolean serves() {
        return up && zab.role().serves();
    }

    boolean leads() {
        return serves() && zab.role() instanceof Role.Leading;
    }

    void start() {
        boot++;
        up = true;
        zab = new Zab(world.config(id), disk.recover());
        logged.clear();
        logged.addAll(disk.history());
        applied.clear();
        applied.addAll(logged);
        diskFreeAtMs = world.nowMs();
        step(new Input.Start());
    }

    /** What was under way to the disk is lost from some point on. */
    void crash() {
        up = false;
        boot++;
        int kept = ops.isEmpty() ? 0 : world.dice(ops.size() + 1);
        for (int i = 0; i < kept; i++) {
            ops.remove().durable().run();
        }
        ops.clear();
        inputs.clear();
        awaited = Optional.empty();
        aside = List.of();
    }

    void step(Input input) {
        inputs.add(input);
        if (stepping) {
            return;
        }
        stepping = true;
        while (up && !inputs.isEmpty()) {
            List<Effect> effects = new ArrayList<>();
            boolean led = zab.role() instanceof Role.Leading;
            zab.step(new Input.Tick(world.nowMs()), effects::add);
            zab.step(inputs.remove(), effects::add);
            zab.step(new Input.EndBatch(), effects::add);
            foresee(effects, led || zab.role() instanceof Role.Leading);
            carryOut(effects);
        }
        stepping = false;
    }

    /** Proposes as many txns as there is room for, at most {@code count}. */
    void propose(int count) {
        step(new Input.EndBatch());
        for (int i = 0; i < count && up && zab.room() > 0; i++) {
            step(new Input.Propose(zab.nextZxid(), world.nextPayload()));
        }
    }

    void raiseBarrier(long token) {
        world.ghost().barrierRaised(token);
        if (world.bug() == Bug.SYNC_WITHOUT_QUORUM) {
            world.ghost().barrierPassed(this, token);
        } else {
            step(new Input.Barrier(token));
        }
    }

    /** Writes a snapshot of what is decided and purges the log before it. */
    void compact() {
        if (serves()) {
            long through = Math.min(zab.lastDelivered(), disk.lastZxid());
            op(() -> disk.compact(through), () -> new Input.LogReaches(disk.snapshotZxid()));
        }
    }

    /** What a leader decides is decided in the step, whatever becomes of its effects. */
    private void foresee(List<Effect> effects, boolean leads) {
        int index = applied.size();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Told(Fact.Established(long epoch))) {
                world.ghost().established(this, epoch);
            } else if (effect instanceof Effect.Deliver(Proposal proposal)) {
                if (leads) {
                    world.ghost().decides(proposal, index);
                }
                index++;
            }
        }
    }

    /** A crash may come between any two effects. */
    private void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            carryOut(effect);
            if (world.strikes()) {
                world.crash(this);
            }
            if (!up) {
                return;
            }
        }
    }

    private void carryOut(Effect effect) {
        world.trace(this, effect);
        world.ghost().said(this, effect);
        switch (effect) {
            case Effect.Tell(var to, var message) -> world.tell(id, to, message);
            case Effect.OpenLink(Link link, ServerId to) -> world.network().open(this, link, to);
            case Effect.CloseLink(Link link, String _) -> world.network().close(this, link);
            case Effect.Send(Link link, ZabMessage message) -> world.network().send(this, link, message);
            case Effect.SendHistory(Link link, long after, long through) -> sendHistory(link, after, through);
            case Effect.SendSnapshot(Link link, long zxid) -> {
                long last = applied.isEmpty() ? 0 : applied.getLast().zxid();
                Broken.unless(last == zxid, "Z18", "a snapshot of " + zxid + " while the state is at " + last);
                world.network().sendSnapshot(this, link, zxid, List.copyOf(applied));
            }
            case Effect.AnswerPing(Link link, long zxid) ->
                world.network().send(this, link, new Pong(zxid, Payload.EMPTY));
            case Effect.SaveAcceptedEpoch _,
                    Effect.SaveCurrentEpoch _,
                    Effect.Append _,
                    Effect.Truncate _,
                    Effect.ReceiveSnapshot _,
                    Effect.InstallSnapshot _,
                    Effect.AbandonSnapshot _ -> toDisk(effect);
            case Effect.Adopt(Proposal proposal) -> applied.add(proposal);
            case Effect.Deliver(Proposal proposal) -> {
                world.ghost().delivered(this, proposal, applied.size());
                applied.add(proposal);
            }
            case Effect.BarrierPassed(long token) -> world.ghost().barrierPassed(this, token);
            case Effect.RoleChanged(Role role) -> roleChanged(role);
            case Effect.Told(Fact fact) -> told(fact);
            case Effect.FromLearner _, Effect.FromLeader _ -> {}
        }
    }

    private void roleChanged(Role role) {
        if (role.serves()) {
            world.ghost().serves(this);
        }
        if (world.bug() == Bug.OLD_PIPELINE_WRITES && role instanceof Role.Looking && !ops.isEmpty()) {
            List<DiskOp> late = new ArrayList<>(ops);
            ops.clear();
            late.forEach(op -> inputs.add(op.answer().get()));
            world.after(world.dice(300), () -> late.forEach(op -> op.durable().run()));
        }
    }

    private void told(Fact fact) {
        if (fact instanceof Fact.Synchronizing(var _, String plan)) {
            world.ghost().planned(plan);
        }
    }

    private void toDisk(Effect effect) {
        Bug bug = world.bug();
        switch (effect) {
            case Effect.SaveAcceptedEpoch(long epoch) ->
                op(
                        bug == Bug.ACCEPTED_EPOCH_IN_MEMORY ? () -> {} : () -> disk.saveAccepted(epoch),
                        () -> new Input.AcceptedEpochSaved(epoch));
            case Effect.SaveCurrentEpoch(long epoch) ->
                op(
                        bug == Bug.CURRENT_EPOCH_IN_MEMORY ? () -> {} : () -> disk.saveCurrent(epoch),
                        () -> new Input.CurrentEpochSaved(epoch));
            case Effect.Append(Proposal proposal) -> append(proposal);
            case Effect.Truncate(long zxid) -> op(() -> {}, () -> truncate(zxid));
            case Effect.ReceiveSnapshot receive -> awaited = Optional.of(receive);
            case Effect.InstallSnapshot(long zxid) -> install(zxid);
            case Effect.AbandonSnapshot _ -> abandon();
            default -> throw new IllegalArgumentException("not for the disk: " + effect);
        }
    }

    private void append(Proposal proposal) {
        logged.add(proposal);
        if (world.bug() == Bug.EPOCH_BEFORE_HISTORY && !zab.role().serves()) {
            disk.saveCurrent(disk.acceptedEpoch());
        }
        if (world.bug() == Bug.ACK_BEFORE_FSYNC) {
            inputs.add(new Input.Persisted(proposal.zxid()));
            op(() -> disk.append(proposal), () -> new Input.EndBatch());
        } else {
            op(() -> disk.append(proposal), () -> new Input.Persisted(proposal.zxid()));
        }
    }

    private Input truncate(long zxid) {
        if (!disk.canTruncate(zxid)) {
            return new Input.TruncateRefused(zxid);
        }
        if (world.bug() != Bug.TRUNCATE_IN_MEMORY) {
            List<Proposal> before = disk.history();
            disk.truncate(zxid);
            world.ghost().replaced(this, before);
        }
        logged.removeIf(each -> each.zxid() > zxid);
        applied.removeIf(each -> each.zxid() > zxid);
        return new Input.Truncated(zxid);
    }

    /** The state that was announced has arrived over that link. */
    void snapshotArrived(Link link, long zxid, List<Proposal> state) {
        if (up && awaited.isPresent() && awaited.get().link().equals(link)) {
            awaited = Optional.empty();
            aside = state;
            op(() -> {}, () -> new Input.SnapshotReceived(zxid));
        }
    }

    private void install(long zxid) {
        List<Proposal> state = aside;
        op(world.bug() == Bug.SNAPSHOT_NOT_SYNCED ? () -> {} : () -> installOnDisk(state, zxid), () -> {
            logged.clear();
            logged.addAll(state);
            applied.clear();
            applied.addAll(state);
            return new Input.SnapshotInstalled(zxid);
        });
    }

    private void installOnDisk(List<Proposal> state, long zxid) {
        List<Proposal> before = disk.history();
        disk.install(state, zxid);
        world.ghost().replaced(this, before);
    }

    private void abandon() {
        long zxid = awaited.map(Effect.ReceiveSnapshot::zxid).orElse(0L);
        boolean halfKept = world.bug() == Bug.HALF_SNAPSHOT_KEPT && awaited.isPresent();
        awaited = Optional.empty();
        aside = List.of();
        op(halfKept ? () -> disk.install(List.of(), zxid) : () -> {}, Input.SnapshotDropped::new);
    }

    private void sendHistory(Link link, long after, long through) {
        for (Proposal each : logged) {
            if (each.zxid() > after && each.zxid() <= through) {
                world.network().send(this, link, new Propose(each));
                world.network().send(this, link, new Commit(each.zxid()));
            }
        }
    }

    /** The disk does one thing after the other, each in its time. */
    private void op(Runnable durable, Supplier<Input> answer) {
        ops.add(new DiskOp(durable, answer));
        diskFreeAtMs = Math.max(diskFreeAtMs, world.nowMs() + world.diskDelayMs());
        int asked = boot;
        world.at(diskFreeAtMs, () -> {
            if (asked == boot && !ops.isEmpty()) {
                DiskOp done = ops.remove();
                done.durable().run();
                step(done.answer().get());
            }
        });
    }
}
