package io.quorate.simulator.application;

import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.MemberLog;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.agreement.Ghost;
import io.quorate.simulator.fault.Budget;
import io.quorate.simulator.fault.Casualties;
import io.quorate.simulator.fault.Nemesis;
import io.quorate.simulator.member.EnsembleSettings;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.member.MemberSettings;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.plan.Scenario;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.World;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.tree.access.SchemeRules;
import io.quorate.tree.access.Schemes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the programs are served by: a lone member or an ensemble, with the nemeses of its members. */
final class Service {
    private static final long AGAIN = 300 * World.MS;

    private final World world;
    private final History history;
    private final MemberSettings settings;
    private final @Nullable Ghost ghost;
    private final List<Member> members = new ArrayList<>();
    private final List<Nemesis> nemeses = new ArrayList<>();

    /** Who knows who leads; null for a lone member. */
    @Nullable
    Ghost ghost() {
        return ghost;
    }

    /** What it lives in. */
    record Place(World world, Network network, Tempo tempo, History history, FaultPlan plan, Budget budget) {}

    Service(Scenario scenario, Place place, Tampering tampering) {
        world = place.world();
        history = place.history();
        long seed = scenario.seed();
        MemberSettings alone = MemberSettings.draw(1, Dice.of(seed, "config"), place.plan());
        settings = scenario.isEnsemble() ? alone.together(scenario, Dice.of(seed, "ensemble")) : alone;
        EnsembleSettings together = settings.together();
        ghost = together == null
                ? null
                : new Ghost(
                        world, history, together.ensemble(), together.limits().lastCounter());
        Casualties casualties = ghost == null ? null : new Casualties(scenario.members(), ghost);
        Member.Surroundings around = new Member.Surroundings(world, place.network(), place.tempo(), history, ghost);
        int count = scenario.members() + scenario.observers();
        for (int id = 1; id <= count; id++) {
            Member member = new Member(
                    id,
                    around,
                    new SimulatedDisk(place.plan().personality(), Dice.of(seed, "disk/" + id)),
                    settings,
                    tampering,
                    new SchemeRules(Schemes.standard(), settings.limits().skipAcl()),
                    seed);
            members.add(member);
            nemeses.add(new Nemesis(world, member, history, place.plan(), place.budget(), count, casualties, seed));
        }
    }

    MemberSettings settings() {
        return settings;
    }

    List<Member> members() {
        return members;
    }

    /** The connect string of all. */
    String hosts() {
        StringBuilder hosts = new StringBuilder();
        for (Member member : members) {
            hosts.append(hosts.isEmpty() ? "" : ",")
                    .append(Life.hostName(member.id()))
                    .append(":2181");
        }
        return hosts.toString();
    }

    void begin() {
        nemeses.forEach(Nemesis::begin);
    }

    void rest() {
        nemeses.forEach(Nemesis::rest);
    }

    /** What was decided, or what a lone member has in its log. */
    MemberLog order() {
        Ghost watching = ghost;
        return watching == null ? history.log(1) : watching.decided();
    }

    boolean doAllServe() {
        for (Member member : members) {
            if (!member.serves()) {
                return false;
            }
        }
        return true;
    }

    /** Whether a member has applied everything up to there. */
    boolean knows(int member, long zxid) {
        Ghost watching = ghost;
        return watching == null || watching.shadow(member).appliedZxid() >= zxid;
    }

    /** Whether all sessions have ended, as far as all members know. */
    boolean haveSessionsEnded() {
        Ghost watching = ghost;
        if (watching == null || watching.openSessions() > 0) {
            return false;
        }
        for (Member member : members) {
            if (watching.shadow(member.id()).appliedZxid() < watching.decided().lastZxid()) {
                return false;
            }
        }
        return true;
    }

    /** The longest that a session can go on after its client has gone, nanoseconds. */
    long longestFarewell() {
        long ms = settings.replica().maxSessionTimeoutMs()
                + 2L * settings.replica().tickMs()
                + settings.expectations().slackMs();
        return ms * World.MS * 10 / 9;
    }

    /** What is wrong with it, for people. */
    String standing() {
        Ghost watching = ghost;
        return watching == null ? "the lone member is " + (doAllServe() ? "up" : "down") : watching.standing();
    }

    /** Everybody is asked what is still remembered of clients until that is nothing, or until then. */
    void inquire(long until) {
        members.forEach(member -> inquire(member, until));
    }

    private void inquire(Member member, long until) {
        member.inspect(view -> {
            if ((view.watchCount() == 0 && view.outstanding() == 0) || world.now() >= until) {
                history.add(new Entry.Quiet(world.now(), member.id(), view.watchCount(), view.outstanding()));
            } else {
                world.in(AGAIN, () -> inquire(member, until));
            }
        });
    }

    /** Everybody's power fails, and nothing survives that was not durable. */
    void losePower() {
        members.forEach(Member::losePower);
    }

    void mustServe(long since) {
        history.test(
                doAllServe(),
                Promise.L1,
                world.now(),
                () -> "not all members serve " + (world.now() - since) / World.MS + " ms after the last fault: "
                        + standing());
    }
}
