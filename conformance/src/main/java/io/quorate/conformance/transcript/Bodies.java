package io.quorate.conformance.transcript;

import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Op;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of successful replies as text, by operation (client protocol 2.2). */
final class Bodies {
    private static final int SHOWN_DATA = 1_000;

    private final Symbols symbols;

    Bodies(Symbols symbols) {
        this.symbols = symbols;
    }

    String render(int op, byte[] body) {
        BytesIn in = new BytesIn(body);
        StringBuilder out = new StringBuilder();
        try {
            record(op, in, out);
        } catch (BufferUnderflowException cutOff) {
            return out + " cut off: " + HexFormat.of().formatHex(body);
        }
        if (in.remaining() > 0) {
            out.append(" and also ").append(HexFormat.of().formatHex(in.rest()));
        }
        return out.toString();
    }

    private void record(int op, BytesIn in, StringBuilder out) {
        switch (op) {
            case Op.CREATE, Op.SYNC -> text(in, out);
            case Op.CREATE2, Op.CREATE_CONTAINER, Op.CREATE_TTL -> {
                text(in, out);
                stat(in, out);
            }
            case Op.EXISTS, Op.SET_DATA, Op.SET_ACL -> stat(in, out);
            case Op.GET_DATA, Op.RECONFIG -> {
                data(in, out);
                stat(in, out);
            }
            case Op.GET_ACL -> {
                // Sorted: what "auth" stands for comes in the order of a hash table in ZooKeeper.
                list(in, out, true, entry -> entry.int32() + ":" + entry.string() + ":" + entry.string());
                stat(in, out);
            }
            case Op.GET_CHILDREN, Op.GET_EPHEMERALS -> list(in, out, true, Bodies::anyText);
            case Op.GET_CHILDREN2 -> {
                list(in, out, true, Bodies::anyText);
                stat(in, out);
            }
            case Op.WHO_AM_I -> list(in, out, true, entry -> entry.string() + ":" + entry.string());
            case Op.GET_ALL_CHILDREN_NUMBER, Op.ADD_WATCH -> out.append(' ').append(in.int32());
            case Op.SASL -> data(in, out);
            case Op.MULTI, Op.MULTI_READ -> results(in, out);
            default -> {}
        }
    }

    private void results(BytesIn in, StringBuilder out) {
        out.append(" [");
        while (true) {
            int type = in.int32();
            int done = in.int8();
            int err = in.int32();
            out.append(" (").append(type).append(' ').append(done).append(' ').append(err);
            if (done != 0) {
                out.append(")]");
                return;
            }
            if (type == Op.ERROR) {
                out.append(' ').append(in.int32());
            } else if (type != Op.DELETE && type != Op.CHECK) {
                record(type, in, out);
            }
            out.append(')');
        }
    }

    private void stat(BytesIn in, StringBuilder out) {
        long czxid = in.int64();
        long mzxid = in.int64();
        long ctime = in.int64();
        long mtime = in.int64();
        out.append(" stat{c ").append(symbols.zxid(czxid)).append(" m ").append(symbols.zxid(mzxid));
        out.append(" ctime ")
                .append(symbols.time(czxid, ctime))
                .append(" mtime ")
                .append(symbols.time(mzxid, mtime));
        if (czxid == mzxid ? ctime != mtime : ctime > mtime) {
            out.append(" TIMES DISAGREE ").append(ctime).append(' ').append(mtime);
        }
        out.append(" v ").append(in.int32());
        out.append(" cv ").append(in.int32());
        out.append(" av ").append(in.int32());
        out.append(" owner ").append(symbols.session(in.int64()));
        out.append(" len ").append(in.int32());
        out.append(" kids ").append(in.int32());
        out.append(" p ").append(symbols.zxid(in.int64())).append('}');
    }

    private static void text(BytesIn in, StringBuilder out) {
        out.append(" \"").append(in.string()).append('"');
    }

    private static void data(BytesIn in, StringBuilder out) {
        byte[] bytes = in.buffer();
        out.append(" data ").append(bytes == null ? "null" : readable(bytes));
    }

    private static String readable(byte[] bytes) {
        if (bytes.length > SHOWN_DATA) {
            return bytes.length + " bytes with SHA-256 " + HexFormat.of().formatHex(sha256(bytes));
        }
        for (byte each : bytes) {
            if (each < ' ' || each > '~') {
                return "0x" + HexFormat.of().formatHex(bytes);
            }
        }
        return "\"" + new String(bytes, StandardCharsets.US_ASCII) + "\"";
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void list(BytesIn in, StringBuilder out, boolean unordered, Function<BytesIn, String> element) {
        List<String> elements = in.list(element);
        if (elements == null) {
            out.append(" null");
            return;
        }
        out.append(' ').append(unordered ? elements.stream().sorted().toList() : elements);
    }

    private static String anyText(BytesIn in) {
        @Nullable String text = in.string();
        return Objects.requireNonNullElse(text, "<null>");
    }
}
