package io.quorate.simulator.workload;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.wire.Protocol;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simulated client. It keeps a session through lost connections, pipelines requests, sets its watches again, falls
 * silent, connects twice, gets the password wrong, closes and begins anew: all as its dice say (faults K1 to K4, K7).
 */
public final class Client implements Line.Hearer {
    static final Identity ALICE = new Identity("digest", "alice:JgpYRNX8KBw5VhVfsYdH6BQGgx0=");
    static final Identity BOB = new Identity("digest", "bob:aN6kkzm0ER9bSbKPyQQVVQjRdbo=");

    private static final long SOON = 2 * World.MS;
    private static final long NO_ANSWER = 1_500 * World.MS;

    private final int number;
    private final World world;
    private final Network network;
    private final List<Endpoint> members;
    private final History history;
    private final Dice dice;
    private final Dice moves;
    private final Traits traits;
    private Memory memory = new Memory();
    private Requests requests;
    private final ArrayDeque<Asked> outstanding = new ArrayDeque<>();
    private final ArrayDeque<Request> lastWords = new ArrayDeque<>();
    private @Nullable Line current;
    private byte[] password = new byte[ConnectResponse.PASSWORD_BYTES];
    private long session;
    private int timeoutMs;
    private long lastZxid;
    private int xid;
    private int asked;
    private int extra;
    private boolean attached;
    private boolean lying;
    private boolean closing;
    private boolean insists;
    private boolean retired;
    private int plans;
    private long silentUntil;
    private long heardAt;

    /**
     * How a client behaves.
     *
     * @param profile what it mostly asks for
     * @param window most requests it has on the way at a time
     * @param meanThink mean time between two bursts, nanoseconds
     * @param cutPerMille how often a burst is followed by the loss of the connection
     * @param earlyPerMille how often it asks before its handshake is answered
     * @param requests how many it asks in all
     */
    public record Traits(
            Profile profile, int window, long meanThink, int cutPerMille, int earlyPerMille, int requests) {}

    /** What is around all clients. */
    public record Surroundings(World world, Network network, History history, List<Endpoint> members) {}

    private record Asked(int xid, Request request) {}

    /** A client that has not begun. */
    public Client(int number, Surroundings around, Traits traits, long seed) {
        this.number = number;
        this.world = around.world();
        this.network = around.network();
        this.members = around.members();
        this.history = around.history();
        this.traits = traits;
        this.dice = Dice.of(seed, "client/" + number);
        this.moves = Dice.of(seed, "moves/" + number);
        this.requests = new Requests(dice, memory);
    }

    /** Begins. */
    public void begin() {
        actIn(dice.delay(traits.meanThink()));
    }

    /** Only the plan made last counts. */
    private void actIn(long nanos) {
        int plan = ++plans;
        world.in(nanos, () -> {
            if (plan == plans) {
                act();
            }
        });
    }

    /** Whether it has asked all it wants to. */
    public boolean isDone() {
        return asked >= traits.requests() + extra;
    }

    /** Whether it has asked all it wants to and waits for nothing. */
    public boolean isSatisfied() {
        return isDone() && current != null && attached && !closing && outstanding.isEmpty() && lastWords.isEmpty();
    }

    /**
     * Now that everything works it wakes up and asks a few more. With them comes what a client of its profile is there
     * for, and it does not rest until that is answered: whatever was lost before, the run puts it to the test.
     */
    public void goOn(int more) {
        extra = asked - traits.requests() + more;
        insists = true;
        silentUntil = Math.min(silentUntil, world.now());
        lastWords.addAll(requests.essence(traits.profile()));
        actIn(dice.delay(SOON));
    }

    /** It asks nothing more; what becomes of its session is left to chance and to time. */
    public void retire() {
        retired = true;
        Line connection = current;
        if (connection != null && attached && dice.coin()) {
            ask(connection, new SessionRequest.CloseSession());
        } else if (connection != null && dice.coin()) {
            connection.cut();
        }
    }

    private void act() {
        if (retired) {
            return;
        }
        Line connection = current;
        if (connection == null) {
            reconnect();
        } else if (world.now() - heardAt > deafness()) {
            giveUp(connection);
        } else if (attached && world.now() >= silentUntil && !closing) {
            burst(connection);
        }
        long think = isDone() ? patience() : Math.min(traits.meanThink(), patience());
        actIn(Math.max(SOON, dice.delay(think)));
    }

    /** A quarter of the timeout: so often at least it must be heard of. */
    private long patience() {
        return Math.max(SOON, timeoutMs * World.MS / 4);
    }

    /** So long it waits for a sign of life when it waits for something. */
    private long deafness() {
        return outstanding.isEmpty() && attached ? Long.MAX_VALUE : NO_ANSWER;
    }

    private void giveUp(Line connection) {
        world.note(Mark.CUT, connection.number(), 1, () -> "given up");
        history.add(new Entry.GaveUp(world.now(), connection.number(), heardAt));
        connection.giveUp();
    }

    private void reconnect() {
        if (world.now() < silentUntil) {
            return;
        }
        open(session != 0 && dice.perMille(30));
    }

    private void open(boolean withWrongPassword) {
        Endpoint to = members.get(moves.below(members.size()));
        Line before = current;
        if (before != null) {
            history.add(new Entry.Gone(world.now(), before.number()));
        }
        Line connection = new Line(world, history, network, Endpoint.client(number), to, this);
        current = connection;
        attached = false;
        heardAt = world.now();
        lying = withWrongPassword;
        forgetOutstanding();
        byte[] shown = password.clone();
        if (lying) {
            shown[dice.below(shown.length)] ^= 1;
        }
        int wanted = dice.between(0, 6_000);
        world.note(Mark.OPEN, connection.number(), session, () -> lying ? "with a wrong password" : "");
        connection.connect(new ConnectRequest(lastZxid, wanted, session, shown, dice.perMille(200), true));
        if (moves.perMille(traits.earlyPerMille()) && !isDone()) {
            askSome(connection);
        }
    }

    private void burst(Line connection) {
        while (!lastWords.isEmpty()) {
            ask(connection, lastWords.remove());
        }
        askSome(connection);
        if (outstanding.isEmpty()) {
            ask(connection, new SessionRequest.Ping());
        }
        mischief(connection);
    }

    private void askSome(Line connection) {
        int count = 1 + dice.below(traits.window());
        for (int i = 0; i < count && outstanding.size() < traits.window() && !isDone(); i++) {
            Profile profile = dice.perMille(850) ? traits.profile() : dice.oneOf(Profile.values());
            ask(connection, requests.next(profile));
        }
    }

    private void mischief(Line connection) {
        if (dice.perMille(traits.cutPerMille())) {
            connection.cut();
        } else if (dice.perMille(12)) {
            silentUntil = world.now() + dice.belowLong(timeoutMs * World.MS * 2);
        } else if (dice.perMille(8)) {
            ask(connection, new SessionRequest.CloseSession());
            closing = true;
        } else if (dice.perMille(6)) {
            open(false);
        }
    }

    private void ask(Line connection, Request request) {
        int id = request instanceof SessionRequest.Ping ? Protocol.XID_PING : ++xid;
        asked++;
        if (outstanding.isEmpty()) {
            heardAt = world.now();
        }
        outstanding.add(new Asked(id, request));
        connection.ask(id, request);
    }

    private void forgetOutstanding() {
        if (insists && !outstanding.isEmpty()) {
            lastWords.clear();
            lastWords.addAll(requests.essence(traits.profile()));
        }
        outstanding.clear();
    }

    @Override
    public void attached(Line connection, ConnectResponse response) {
        boolean granted = response.timeoutMs() > 0;
        world.note(Mark.ATTACH, connection.number(), response.sessionId(), () -> granted ? "granted" : "refused");
        if (connection != current) {
            return;
        }
        heardAt = world.now();
        if (!granted) {
            history.add(new Entry.Refused(world.now(), connection.number(), session));
            if (!lying) {
                startOver();
            }
            return;
        }
        boolean resumed = session != 0;
        session = response.sessionId();
        connection.speaksFor(session);
        password = response.password();
        timeoutMs = response.timeoutMs();
        attached = true;
        history.add(
                new Entry.Attached(world.now(), connection.number(), session, timeoutMs, !lying, response.readOnly()));
        if (dice.perMille(500)) {
            connection.authenticate(dice.coin() ? ALICE : BOB);
        }
        Request again = resumed ? memory.setWatches(lastZxid) : null;
        if (again != null) {
            ask(connection, again);
        }
        if (retired) {
            connection.cut();
        }
    }

    private void startOver() {
        session = 0;
        password = new byte[ConnectResponse.PASSWORD_BYTES];
        closing = false;
        memory = new Memory();
        requests = new Requests(dice, memory);
    }

    @Override
    public void answered(Line connection, long zxid, int error, Response body) {
        if (connection != current) {
            return;
        }
        heardAt = world.now();
        lastZxid = Math.max(lastZxid, zxid);
        Asked first = outstanding.poll();
        if (first != null) {
            memory.learn(first.request(), error, body);
        }
    }

    @Override
    public void announced(Line connection, EventType type, String path) {
        if (connection == current) {
            heardAt = world.now();
            memory.fired(type, path);
        }
    }

    @Override
    public void gone(Line connection) {
        if (connection != current) {
            return;
        }
        current = null;
        attached = false;
        forgetOutstanding();
        if (closing) {
            startOver();
        }
    }
}
