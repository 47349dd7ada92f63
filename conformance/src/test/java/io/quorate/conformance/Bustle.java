package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/** One client that writes everything there is to write, in one session after the other, until it is cut off. */
final class Bustle {
    private static final int BATCHES_OF_A_SESSION = 6;
    private static final int NAMES = 12;
    private static final int LARGEST_DATA = 400;

    private final int number;
    private final RandomGenerator dice;
    private final List<Handshake> sessions = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    Bustle(int number, RandomGenerator dice) {
        this.number = number;
        this.dice = dice;
    }

    /** Below what that client writes; must be there before. */
    static String root(int number) {
        return "/b/" + number;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The last sessions that it had, most of them closed again. */
    List<Handshake> latestSessions(int most) {
        return List.copyOf(sessions.subList(Math.max(0, sessions.size() - most), sessions.size()));
    }

    void writeUntilCutOff(InetSocketAddress server) {
        try {
            while (oneSession(server)) {
                // The next one.
            }
        } catch (Talk.NoHandshake | UncheckedIOException killed) {
            // The kill came while a connection was being made.
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    private boolean oneSession(InetSocketAddress server) {
        try (Talk talk = new Talk(server, Handshake.newSession(60_000))) {
            sessions.add(talk.resumption());
            for (int i = 0; i < BATCHES_OF_A_SESSION; i++) {
                List<Request> batch = batch();
                if (talk.tryAskAll(batch).size() < batch.size()) {
                    return false;
                }
            }
            return talk.tryAsk(Request.closeSession()).isPresent();
        }
    }

    private List<Request> batch() {
        List<Request> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batch.add(
                    switch (dice.nextInt(10)) {
                        case 0 -> Request.create(path(), "", Request.EPHEMERAL);
                        case 1 -> Request.create(path() + "-", "", Request.EPHEMERAL_SEQUENTIAL);
                        case 2 -> Request.delete(path(), -1);
                        case 3 -> Request.setAcl(path(), access(), -1);
                        case 4 -> Request.createTtl(path(), "t", access(), Request.TTL, 1_000_000);
                        case 5 -> Request.create(Op.CREATE_CONTAINER, path(), data(), access(), Request.CONTAINER);
                        case 6 ->
                            Request.multi(
                                    Request.delete(path(), -1),
                                    Request.create(path(), "again"),
                                    Request.create(root(number) + "/m-", "", Request.SEQUENTIAL));
                        case 7, 8 -> Request.setBytes(path(), data(), -1);
                        default -> Request.create(Op.CREATE, path(), data(), access(), Request.PERSISTENT);
                    });
        }
        return batch;
    }

    /** Two levels, so that parents come and go too. */
    private String path() {
        String path = root(number) + "/" + dice.nextInt(NAMES);
        return dice.nextInt(3) == 0 ? path + "/" + dice.nextInt(NAMES) : path;
    }

    private byte[] data() {
        return new byte[dice.nextInt(LARGEST_DATA)];
    }

    private List<AclEntry> access() {
        return switch (dice.nextInt(4)) {
            case 0 ->
                List.of(new AclEntry(AclEntry.ALL, "ip", "127.0.0." + dice.nextInt(1, 9)), AclEntry.OPEN.getFirst());
            case 1 ->
                List.of(new AclEntry(AclEntry.ALL, "digest", "u" + dice.nextInt(9) + ":x"), AclEntry.OPEN.getFirst());
            default -> AclEntry.OPEN;
        };
    }
}
