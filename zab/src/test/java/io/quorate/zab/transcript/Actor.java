package io.quorate.zab.transcript;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Input;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.Recovered;
import io.quorate.zab.Recovered.LogExtent;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.Zab;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import io.quorate.zab.transcript.Stage.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One member of a transcript, its disk and its links. */
final class Actor {

    /** What the disk is asked, and what the member hears when it is done. */
    private record Order(Runnable durable, Input answer) {}

    private final Stage stage;
    private final ServerId id;
    private final Map<Link, End> links = new LinkedHashMap<>();
    private final ArrayDeque<Order> held = new ArrayDeque<>();
    private List<Proposal> durable = new ArrayList<>();
    private List<Proposal> written = new ArrayList<>();
    private List<Proposal> aside = List.of();
    private long compactedTo;
    private long acceptedEpoch;
    private long currentEpoch;
    private long linksAccepted;
    private boolean holdsDisk;
    private int life;
    private Optional<Zab> zab = Optional.empty();

    Actor(Stage stage, ServerId id) {
        this.stage = stage;
        this.id = id;
    }

    ServerId id() {
        return id;
    }

    boolean isUp() {
        return zab.isPresent();
    }

    /** Whether there is nothing to wait for: it serves, is down, or takes no part any more. */
    boolean isSettled() {
        return zab.map(running -> running.role().serves() || running.role() instanceof Role.Retired)
                .orElse(true);
    }

    String history() {
        return written.isEmpty()
                ? "nothing"
                : String.join(" ", written.stream().map(Proposal::toString).toList());
    }

    void start() {
        life++;
        written = new ArrayList<>(durable);
        List<LogExtent> extents = new ArrayList<>();
        for (Proposal each : durable) {
            long zxid = each.zxid();
            if (zxid > compactedTo && !extents.isEmpty() && extents.getLast().last() + 1 == zxid) {
                extents.set(extents.size() - 1, new LogExtent(extents.getLast().first(), zxid));
            } else if (zxid > compactedTo) {
                extents.add(new LogExtent(zxid, zxid));
            }
        }
        long last = durable.isEmpty() ? 0 : durable.getLast().zxid();
        zab = Optional.of(new Zab(
                stage.config(id), new Recovered(acceptedEpoch, currentEpoch, last, extents, compactedTo, true)));
        take(new Input.Start());
    }

    /** Whatever was not durable is gone. */
    void crash() {
        life++;
        zab = Optional.empty();
        held.clear();
        holdsDisk = false;
        List<End> ends = new ArrayList<>(links.values());
        links.clear();
        ends.forEach(end -> end.actor().ended(end.link()));
    }

    void loses(Actor other) {
        List<Link> lost = links.entrySet().stream()
                .filter(each -> each.getValue().actor() == other)
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(this::ended);
    }

    private void ended(Link link) {
        if (links.remove(link) != null) {
            hears(new Input.LinkDown(link));
        }
    }

    void tick() {
        take(new Input.EndBatch());
    }

    void proposes(Payload payload) {
        zab.ifPresent(running -> take(new Input.Propose(running.nextZxid(), payload)));
    }

    void barrier(long token) {
        take(new Input.Barrier(token));
    }

    /** Hears it in its turn, unless it has been restarted by then. */
    void hears(Input input) {
        int present = life;
        stage.later(() -> {
            if (life == present) {
                take(input);
            }
        });
    }

    private void take(Input input) {
        zab.ifPresent(running -> {
            List<Effect> effects = new ArrayList<>();
            running.step(new Input.Tick(stage.nowMs()), effects::add);
            running.step(input, effects::add);
            running.step(new Input.EndBatch(), effects::add);
            effects.forEach(this::carryOut);
        });
    }

    private void carryOut(Effect effect) {
        stage.note(id, effect);
        switch (effect) {
            case Effect.Tell(ServerId to, ElectionMessage message) -> {
                if (!stage.areCut(id, to)) {
                    stage.actor(to.value()).hears(new Input.Heard(id, message));
                }
            }
            case Effect.OpenLink(Link link, ServerId to) -> open(link, stage.actor(to.value()));
            case Effect.CloseLink(Link link, String _) -> close(link);
            case Effect.Send(Link link, ZabMessage message) -> send(link, message);
            case Effect.AnswerPing(Link link, long zxid) -> send(link, new ZabMessage.Pong(zxid, Payload.EMPTY));
            case Effect.SendHistory(Link link, long after, long through) -> sendHistory(link, after, through);
            case Effect.SendSnapshot(Link link, long zxid) -> sendSnapshot(link, zxid);
            case Effect.SaveAcceptedEpoch(long epoch) ->
                order(() -> acceptedEpoch = epoch, new Input.AcceptedEpochSaved(epoch));
            case Effect.SaveCurrentEpoch(long epoch) ->
                order(() -> currentEpoch = epoch, new Input.CurrentEpochSaved(epoch));
            case Effect.Append(Proposal proposal) -> {
                written.add(proposal);
                order(() -> durable.add(proposal), new Input.Persisted(proposal.zxid()));
            }
            case Effect.Truncate(long zxid) -> {
                written.removeIf(each -> each.zxid() > zxid);
                order(() -> durable.removeIf(each -> each.zxid() > zxid), new Input.Truncated(zxid));
            }
            case Effect.ReceiveSnapshot(Link _, long zxid) -> order(() -> {}, new Input.SnapshotReceived(zxid));
            case Effect.InstallSnapshot(long zxid) -> {
                written = new ArrayList<>(aside);
                order(
                        () -> {
                            durable = new ArrayList<>(aside);
                            compactedTo = zxid;
                        },
                        new Input.SnapshotInstalled(zxid));
            }
            case Effect.AbandonSnapshot _ -> order(() -> {}, new Input.SnapshotDropped());
            case Effect.Adopt _,
                    Effect.Deliver _,
                    Effect.FromLearner _,
                    Effect.FromLeader _,
                    Effect.BarrierPassed _,
                    Effect.RoleChanged _,
                    Effect.Told _ -> {}
        }
    }

    private void open(Link link, Actor peer) {
        if (!peer.isUp() || stage.areCut(id, peer.id)) {
            hears(new Input.LinkDown(link));
            return;
        }
        peer.linksAccepted++;
        Link theirs = Link.accepted(peer.linksAccepted);
        links.put(link, new End(peer, theirs));
        peer.links.put(theirs, new End(this, link));
        hears(new Input.LinkUp(link));
        peer.hears(new Input.LinkUp(theirs));
    }

    private void close(Link link) {
        End end = links.remove(link);
        if (end != null) {
            hears(new Input.LinkDown(link));
            stage.later(() -> end.actor().ended(end.link()));
        }
    }

    private void send(Link link, ZabMessage message) {
        End end = links.get(link);
        if (end != null) {
            end.actor().hears(new Input.Received(end.link(), message));
        }
    }

    private void sendHistory(Link link, long after, long through) {
        for (Proposal each : written) {
            if (each.zxid() > after && each.zxid() <= through) {
                send(link, new ZabMessage.Propose(each));
                send(link, new ZabMessage.Commit(each.zxid()));
            }
        }
    }

    private void sendSnapshot(Link link, long zxid) {
        End end = links.get(link);
        if (end != null) {
            end.actor().aside =
                    written.stream().filter(each -> each.zxid() <= zxid).toList();
            send(link, new ZabMessage.Snap(zxid));
        }
    }

    /** The log before what is durable is given up for a snapshot. */
    void compact() {
        compactedTo = durable.isEmpty() ? 0 : durable.getLast().zxid();
        stage.note(id + " has a snapshot of " + Zxid.text(compactedTo) + " and no log before it");
        hears(new Input.LogReaches(compactedTo));
    }

    void holdDisk() {
        holdsDisk = true;
    }

    void releaseDisk() {
        holdsDisk = false;
        while (!held.isEmpty()) {
            Order order = held.remove();
            order.durable().run();
            hears(order.answer());
        }
    }

    private void order(Runnable toDo, Input answer) {
        if (holdsDisk) {
            held.add(new Order(toDo, answer));
        } else {
            toDo.run();
            hears(answer);
        }
    }
}
