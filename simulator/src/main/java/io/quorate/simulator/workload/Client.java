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
import io.quorate.simulator.checker.Words;
import io.quorate.simulator.member.Connection;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.wire.Protocol;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One simulated client. It keeps a session through lost connections, pipelines requests, sets its watches again, falls
 * silent, connects twice, gets the password wrong, closes and begins anew: all as its dice say (faults K1 to K4, K7).
 */
public final class Client implements Connection.ClientSide {
    static final Identity ALICE = new Identity("digest", "alice:JgpYRNX8KBw5VhVfsYdH6BQGgx0=");
    static final Identity BOB = new Identity("digest", "bob:aN6kkzm0ER9bSbKPyQQVVQjRdbo=");

    private static final long SOON = 2 * World.MS;
    private static final long NO_ANSWER = 3_000 * World.MS;

    private final int number;
    private final World world;
    private final Member member;
    private final History history;
    private final Dice dice;
    private final Dice network;
    private final Traits traits;
    private Memory memory = new Memory();
    private Requests requests;
    private final ArrayDeque<Asked> outstanding = new ArrayDeque<>();
    private @Nullable Connection current;
    private byte[] password = new byte[ConnectResponse.PASSWORD_BYTES];
    private long session;
    private int timeoutMs;
    private long lastZxid;
    private int xid;
    private int asked;
    private boolean attached;
    private boolean lying;
    private boolean closing;
    private boolean retired;
    private long silentUntil;
    private long openedAt;

    /**
     * How a client behaves.
     *
     * @param profile what it mostly asks for
     * @param window most requests it has on the way at a time
     * @param meanThink mean time between two bursts, nanoseconds
     * @param cutPerMille how often a burst is followed by the loss of the connection
     * @param requests how many it asks in all
     */
    public record Traits(Profile profile, int window, long meanThink, int cutPerMille, int requests) {
        /** Draws a client. */
        public static Traits draw(Dice dice, Profile profile, int cutPerMille, int requests) {
            return new Traits(profile, dice.oneOf(1, 2, 8, 32), dice.between(1, 40) * World.MS, cutPerMille, requests);
        }
    }

    private record Asked(int xid, Request request) {}

    /** A client that has not begun. */
    public Client(int number, Member member, World world, History history, Traits traits, long seed) {
        this.number = number;
        this.world = world;
        this.member = member;
        this.history = history;
        this.traits = traits;
        this.dice = Dice.of(seed, "client/" + number);
        this.network = Dice.of(seed, "net/" + number);
        this.requests = new Requests(dice, memory);
    }

    /** Begins. */
    public void begin() {
        world.in(dice.delay(traits.meanThink()), this::act);
    }

    /** Whether it has asked all it wants to. */
    public boolean isDone() {
        return asked >= traits.requests();
    }

    /** It asks nothing more; what becomes of its session is left to chance and to time. */
    public void retire() {
        retired = true;
        Connection connection = current;
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
        Connection connection = current;
        if (connection == null) {
            reconnect();
        } else if (!attached) {
            if (world.now() - openedAt > NO_ANSWER) {
                connection.cut();
            }
        } else if (world.now() >= silentUntil && !closing) {
            burst(connection);
        }
        world.in(Math.max(SOON, dice.delay(Math.min(traits.meanThink(), patience()))), this::act);
    }

    /** A quarter of the timeout: so often at least it must be heard of. */
    private long patience() {
        return Math.max(SOON, timeoutMs * World.MS / 4);
    }

    private void reconnect() {
        if (world.now() < silentUntil) {
            return;
        }
        open(session != 0 && dice.perMille(30));
    }

    private void open(boolean withWrongPassword) {
        Connection connection = member.open(this, "10.0.0." + number % 4, network);
        if (connection == null) {
            return;
        }
        current = connection;
        attached = false;
        openedAt = world.now();
        lying = withWrongPassword;
        outstanding.clear();
        byte[] shown = password.clone();
        if (lying) {
            shown[dice.below(shown.length)] ^= 1;
        }
        int wanted = dice.between(0, 6_000);
        world.note(Mark.OPEN, connection.number(), session, () -> lying ? "with a wrong password" : "");
        connection.connect(new ConnectRequest(lastZxid, wanted, session, shown, false, true));
    }

    private void burst(Connection connection) {
        int count = 1 + dice.below(traits.window());
        for (int i = 0; i < count && outstanding.size() < traits.window() && !isDone(); i++) {
            Profile profile = dice.perMille(850) ? traits.profile() : dice.oneOf(Profile.values());
            ask(connection, requests.next(profile));
        }
        if (outstanding.isEmpty()) {
            ask(connection, new SessionRequest.Ping());
        }
        mischief(connection);
    }

    private void mischief(Connection connection) {
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

    private void ask(Connection connection, Request request) {
        int id = request instanceof SessionRequest.Ping ? Protocol.XID_PING : ++xid;
        asked++;
        outstanding.add(new Asked(id, request));
        connection.ask(id, request);
    }

    @Override
    public void attached(Connection connection, ConnectResponse response) {
        boolean granted = response.timeoutMs() > 0;
        world.note(Mark.ATTACH, connection.number(), response.sessionId(), () -> granted ? "granted" : "refused");
        if (connection != current) {
            return;
        }
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
        history.add(new Entry.Attached(world.now(), connection.number(), session, timeoutMs, !lying));
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
    public void answered(Connection connection, int ofXid, long zxid, int error, Response body) {
        history.add(
                new Entry.Answered(world.now(), connection.number(), connection.session(), ofXid, zxid, error, body));
        world.note(Mark.ANSWER, connection.number(), zxid, () -> Words.of("xid " + ofXid + " " + error + " " + body));
        if (connection != current) {
            return;
        }
        lastZxid = Math.max(lastZxid, zxid);
        Asked first = outstanding.poll();
        if (first != null) {
            memory.learn(first.request(), error, body);
        }
    }

    @Override
    public void announced(Connection connection, long zxid, EventType type, String path) {
        history.add(new Entry.Announced(world.now(), connection.number(), connection.session(), zxid, type, path));
        world.note(Mark.EVENT, connection.number(), zxid, () -> type + " " + path);
        if (connection == current) {
            memory.fired(type, path);
        }
    }

    @Override
    public void gone(Connection connection) {
        if (connection != current) {
            return;
        }
        current = null;
        attached = false;
        outstanding.clear();
        if (closing) {
            startOver();
        }
    }
}
