package io.quorate.conformance.transcript;

import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns entries into lines. Left out are only values that two servers cannot share: session ids become {@code S1, S2,
 * …} in order of appearance, zxids become distances from where the scenario began, clock readings become {@code T} when
 * they are near the test's own clock. What cannot be parsed is shown as bytes.
 */
final class Rendering {
    private static final long PASSWORD_SEED = 0xB3415C00L;
    private static final int PASSWORD_LENGTH = 16;

    private final Symbols symbols;
    private final Bodies bodies;
    private final Set<Long> multiZxids = new HashSet<>();
    private final Set<Long> closeZxids = new HashSet<>();

    Rendering(long baseZxid, long startedAt) {
        this.symbols = new Symbols(baseZxid, startedAt);
        this.bodies = new Bodies(symbols);
    }

    List<String> lines(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Replied replied && replied.request() != null && replied.body().length >= 16) {
                if (replied.request().type() == Op.MULTI) {
                    multiZxids.add(zxid(replied.body()));
                } else if (replied.request().type() == Op.CLOSE_SESSION) {
                    closeZxids.add(zxid(replied.body()));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Notified first) {
                List<String> run = eventsOfOneTxn(entries.subList(i, entries.size()), first);
                i += run.size() - 1;
                lines.addAll(run);
            } else {
                lines.add(line(entries.get(i)));
            }
        }
        return lines;
    }

    /**
     * The order in which one closed session's ephemerals go is left open by the protocol (client protocol 5.2), so
     * those runs are sorted, and those that can only come of a session that expired; in every other txn at most two
     * events of a path and its parent exist, or the order is told by the multi.
     */
    private List<String> eventsOfOneTxn(List<Entry> from, Entry.Notified first) {
        long zxid = zxid(first.body());
        List<String> run = new ArrayList<>();
        for (Entry entry : from) {
            if (!(entry instanceof Entry.Notified event)
                    || !event.who().equals(first.who())
                    || zxid(event.body()) != zxid) {
                break;
            }
            run.add(line(event));
        }
        boolean several = count(run, "type 2 ") > 1 || count(run, "type 4 ") > 1;
        if (closeZxids.contains(zxid) || (several && zxid > 0 && !multiZxids.contains(zxid))) {
            run.sort(null);
        }
        return run;
    }

    private static long count(List<String> run, String type) {
        return run.stream().filter(line -> line.contains(type)).count();
    }

    private String line(Entry entry) {
        return switch (entry) {
            case Entry.Sent(String who, int xid, String words) -> who + " > " + xid + " " + words;
            case Entry.Connected(String who, byte[] body) -> who + " < " + connected(body);
            case Entry.Replied(String who, Request request, byte[] body) -> who + " < " + replied(request, body);
            case Entry.Notified(String who, byte[] body) -> who + " < " + notified(body);
            case Entry.Ended(String who) -> who + " < closed";
            case Entry.Silent(String who) -> who + " < nothing";
            case Entry.Noted(String words) -> "# " + words;
        };
    }

    private String connected(byte[] body) {
        try {
            BytesIn in = new BytesIn(body);
            int version = in.int32();
            int timeout = in.int32();
            long id = in.int64();
            byte[] password = in.buffer();
            return "connected version " + version + " timeout " + timeout + " session " + symbols.session(id)
                    + " password " + password(id, password) + " rest " + hex(in.rest());
        } catch (BufferUnderflowException cutOff) {
            return "connected? " + hex(body);
        }
    }

    private static String password(long id, byte @Nullable [] password) {
        byte[] expected = new byte[PASSWORD_LENGTH];
        if (id != 0) {
            new Random(id ^ PASSWORD_SEED).nextBytes(expected);
        }
        if (password == null) {
            return "null";
        }
        return Arrays.equals(expected, password) ? (id == 0 ? "zeros" : "as computed") : hex(password);
    }

    private String replied(@Nullable Request request, byte[] body) {
        if (body.length < 16) {
            return "reply? " + hex(body);
        }
        BytesIn in = new BytesIn(body);
        String head = "reply " + in.int32() + " zxid " + symbols.zxid(in.int64());
        int err = in.int32();
        byte[] rest = in.rest();
        if (request == null) {
            return head + " err " + err + " to nothing asked, rest " + hex(rest);
        }
        if (err != 0) {
            return head + " err " + err + (rest.length == 0 ? "" : " rest " + hex(rest));
        }
        return head + " ok" + bodies.render(request.type(), rest);
    }

    private String notified(byte[] body) {
        try {
            BytesIn in = new BytesIn(body);
            in.int32();
            String zxid = symbols.zxid(in.int64());
            int err = in.int32();
            String event = "event zxid " + zxid + " err " + err + " type " + in.int32() + " state " + in.int32() + " "
                    + in.string();
            return in.remaining() == 0 ? event : event + " rest " + hex(in.rest());
        } catch (BufferUnderflowException cutOff) {
            return "event? " + hex(body);
        }
    }

    private static long zxid(byte[] body) {
        BytesIn in = new BytesIn(body);
        in.int32();
        return in.int64();
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "none" : HexFormat.of().formatHex(bytes);
    }
}
