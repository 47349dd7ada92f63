package io.quorate.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Judge;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.checker.agreement.Ghost;
import io.quorate.simulator.member.EnsembleSettings;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.member.MemberSettings;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.network.Route;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.Trace;
import io.quorate.simulator.world.World;
import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import io.quorate.tree.access.SchemeRules;
import io.quorate.tree.access.Schemes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * An ensemble of production members to which a test does what a scenario says, with all checkers watching. Nothing
 * happens to it by chance. Members are numbered from 1, observers come last.
 */
final class Stage {
    private static final long SEED = 0x5ce4a;
    private static final long PATIENCE_MS = 20_000;
    private static final int A_MOMENT_MS = 200;

    private final World world = new World(SEED, new Trace(null));
    private final Tempo tempo = Tempo.amongPeers(Dice.of(SEED, "tempo"), false);
    private final Network network = new Network(world, tempo, SEED);
    private final History history = new History();
    private final MemberSettings settings;
    private final Ghost ghost;
    private final List<Member> members = new ArrayList<>();
    private final List<Hands> hands = new ArrayList<>();
    private int callers;

    private Stage(Shape shape) {
        settings = shape.settings();
        EnsembleSettings together = Objects.requireNonNull(settings.together());
        ghost = new Ghost(world, history, together.ensemble(), together.limits().lastCounter());
        for (int id = 1; id <= shape.voters() + shape.observers(); id++) {
            Hands own = new Hands();
            hands.add(own);
            Member member = new Member(
                    id,
                    new Member.Surroundings(world, network, tempo, history, ghost),
                    new SimulatedDisk(Personality.WEAK, Dice.of(SEED, "disk/" + id)),
                    settings,
                    own,
                    new SchemeRules(Schemes.standard(), false),
                    SEED);
            own.belongTo(member);
            members.add(member);
        }
    }

    static Stage of(Shape shape) {
        return new Stage(shape);
    }

    /** As many voters, all of them serving. */
    static Stage serving(Shape shape) {
        Stage stage = of(shape);
        stage.members.forEach(Member::start);
        stage.serve();
        return stage;
    }

    World world() {
        return world;
    }

    History history() {
        return history;
    }

    Network network() {
        return network;
    }

    Ghost ghost() {
        return ghost;
    }

    Member member(int id) {
        return members.get(id - 1);
    }

    /** What holds up the member's disk, and what it says. */
    Hands hands(int id) {
        return hands.get(id - 1);
    }

    int size() {
        return members.size();
    }

    /** Starts members, those that are not up yet. */
    Stage up(int... ids) {
        for (int id : ids) {
            if (!member(id).isUp()) {
                member(id).start();
            }
        }
        return this;
    }

    /** Kills processes; their kernels tell. */
    Stage kill(int... ids) {
        for (int id : ids) {
            member(id).die("killed", false);
        }
        return this;
    }

    /** The power of members fails, and of what was not durable this survives. */
    Stage powerCut(Survival survival, int... ids) {
        for (int id : ids) {
            member(id).survives(survival);
            member(id).die("without power", true);
        }
        return this;
    }

    /** Nothing gets from one to the other. */
    Stage block(int from, int to) {
        for (Port port : List.of(Port.QUORUM, Port.ELECTION)) {
            network.block(new Route(Endpoint.member(from), Endpoint.member(to), port));
        }
        return this;
    }

    /** Nothing gets through between these two. */
    Stage apart(int one, int other) {
        return block(one, other).block(other, one);
    }

    /** Nothing gets through between this one and all others. */
    Stage alone(int one) {
        for (Member other : members) {
            if (other.id() != one) {
                apart(one, other.id());
            }
        }
        return this;
    }

    /** All routes are open. */
    Stage heal() {
        network.heal();
        return this;
    }

    /** Time passes. */
    Stage pass(long ms) {
        long until = world.now() + ms * World.MS;
        while (world.runNext(until)) {
            // What is due happens.
        }
        return this;
    }

    /** Time passes until that is so, or for long enough. */
    boolean until(BooleanSupplier enough) {
        long limit = world.now() + PATIENCE_MS * World.MS;
        while (!enough.getAsBoolean() && world.runNext(limit)) {
            // What is due happens.
        }
        return enough.getAsBoolean();
    }

    /** Time passes until all that are up serve. */
    Stage serve() {
        assertThat(until(this::doAllServe)).as(ghost::standing).isTrue();
        return this;
    }

    private boolean doAllServe() {
        return members.stream().allMatch(member -> !member.isUp() || member.serves());
    }

    /** The one that leads, once there is one among those that are up. */
    int leader() {
        assertThat(until(() -> {
                    Integer last = ghost.lastLeader();
                    return last != null && member(last).serves();
                }))
                .as(ghost::standing)
                .isTrue();
        return Objects.requireNonNull(ghost.lastLeader());
    }

    /** Somebody else than the leader who votes, the lowest number first. */
    int follower() {
        int leader = leader();
        return leader == 1 ? 2 : 1;
    }

    /** The third of three: neither the leader nor {@link #follower}. */
    int other() {
        return 6 - leader() - follower();
    }

    /** A client of that member, with a session of its own. */
    Caller caller(int member) {
        return new Caller(this, callers++).at(member);
    }

    /** A client that has not called anybody yet. */
    Caller caller() {
        return new Caller(this, callers++);
    }

    /** How often the members have got into a situation. */
    long times(Reached what) {
        return history.entries().stream()
                .filter(entry -> entry instanceof Entry.Passed passed && passed.what() == what)
                .count();
    }

    /** All faults end, everybody is up, everybody serves and has everything; then all promises were kept. */
    void curtain() {
        calm();
        assertThat(findings().violations()).isEmpty();
    }

    /** What the checkers have to say so far. */
    Findings findings() {
        return Judge.judge(history, settings.expectations());
    }

    /** All faults end, everybody comes up and serves; then the power of all fails, and they do so again. */
    private void calm() {
        for (int round = 0; round < 2; round++) {
            hands.forEach(Hands::letGo);
            heal();
            members.forEach(member -> {
                member.goOn();
                member.effects().spareForGood();
                member.disk().faults().reset();
                if (!member.isUp() && !member.refusesToStart()) {
                    member.start();
                }
            });
            serve();
            pass(A_MOMENT_MS);
            serve();
            if (round == 0) {
                members.forEach(Member::losePower);
            }
        }
        assertThat(members)
                .allMatch(member -> member.refusesToStart()
                        || ghost.shadow(member.id()).appliedZxid()
                                == ghost.decided().lastZxid());
    }
}
