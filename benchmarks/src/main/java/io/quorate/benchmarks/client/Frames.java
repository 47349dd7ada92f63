package io.quorate.benchmarks.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encodes request frames, length prefix included (client protocol 1.1, 1.5 and 2.2). */
public final class Frames {
    static final int PING_XID = -2;

    private static final int CLOSE_SESSION = -11;
    private static final int ADD_WATCH = 106;
    private static final int PERSISTENT_WATCH = 0;
    private static final int ALL_PERMISSIONS = 31;
    static final int PASSWORD_BYTES = 16;
    private static final byte[] NO_DATA = {};

    private Frames() {}

    /** The first frame of a new session that asks for this timeout. */
    public static byte[] connect(int timeoutMillis) {
        return frame(out -> {
            out.writeInt(0);
            out.writeLong(0);
            out.writeInt(timeoutMillis);
            out.writeLong(0);
            buffer(out, new byte[PASSWORD_BYTES]);
            out.writeBoolean(false);
        });
    }

    /** The first frame of a connection that takes up a session. */
    public static byte[] resume(int timeoutMillis, long sessionId, byte[] password) {
        return frame(out -> {
            out.writeInt(0);
            out.writeLong(0);
            out.writeInt(timeoutMillis);
            out.writeLong(sessionId);
            buffer(out, password);
            out.writeBoolean(false);
        });
    }

    /** Ends the session. */
    public static byte[] closeSession(int xid) {
        return frame(out -> header(out, xid, CLOSE_SESSION));
    }

    /** A persistent node open to all. */
    public static byte[] create(int xid, String path, byte[] data) {
        return frame(out -> {
            header(out, xid, Operation.CREATE.opcode());
            createBody(out, path, data);
        });
    }

    /** Deletes whatever version there is. */
    public static byte[] delete(int xid, String path) {
        return frame(out -> {
            header(out, xid, Operation.DELETE.opcode());
            text(out, path);
            out.writeInt(-1);
        });
    }

    /** Asks whether a node exists, without a watch. */
    public static byte[] exists(int xid, String path) {
        return frame(out -> {
            header(out, xid, Operation.EXISTS.opcode());
            text(out, path);
            out.writeBoolean(false);
        });
    }

    /** Sets data whatever version there is. */
    public static byte[] setData(int xid, String path, byte[] data) {
        return frame(out -> {
            header(out, xid, Operation.SET.opcode());
            text(out, path);
            buffer(out, data);
            out.writeInt(-1);
        });
    }

    /** Leaves a persistent watch on a path. */
    public static byte[] addPersistentWatch(int xid, String path) {
        return frame(out -> {
            header(out, xid, ADD_WATCH);
            text(out, path);
            out.writeInt(PERSISTENT_WATCH);
        });
    }

    /** The template of an operation of the load, for values of one size. */
    static Template template(Operation operation, KeySpace space, byte[] value) {
        return switch (operation) {
            case GET, EXISTS -> keyed(operation, space, out -> out.writeBoolean(false));
            case WATCH -> keyed(operation, space, out -> out.writeBoolean(true));
            case SET ->
                keyed(operation, space, out -> {
                    buffer(out, value);
                    out.writeInt(-1);
                });
            case CREATE -> own(operation, space, out -> createRest(out, value));
            case DELETE -> own(operation, space, out -> out.writeInt(-1));
            case CHILDREN ->
                fixed(operation, out -> {
                    text(out, space.root());
                    out.writeBoolean(false);
                });
            case SYNC -> fixed(operation, out -> text(out, space.root()));
            case PING -> fixed(operation, _ -> {});
        };
    }

    /** The template that creates a key of the space rather than a node of a session's own. */
    static Template createKey(KeySpace space, byte[] value) {
        return keyed(Operation.CREATE, space, out -> createRest(out, value));
    }

    /** The template that deletes a key of the space. */
    static Template deleteKey(KeySpace space) {
        return keyed(Operation.DELETE, space, out -> out.writeInt(-1));
    }

    /** A frame that is sent as it is. */
    static Template verbatim(Operation operation, byte[] frame) {
        return new Template(operation, frame, -1, -1, 0);
    }

    private static Template fixed(Operation operation, Body body) {
        return verbatim(operation, frame(out -> {
            header(out, 0, operation.opcode());
            body.write(out);
        }));
    }

    private static Template keyed(Operation operation, KeySpace space, Body rest) {
        String path = space.key(0);
        int end = headBytes(path);
        int numberAt = end - KeySpace.KEY_DIGITS;
        int parentAt = space.parents() == 0 ? -1 : numberAt - "/k".length() - KeySpace.PARENT_DIGITS;
        return new Template(operation, pathFrame(operation, path, rest), parentAt, numberAt, KeySpace.KEY_DIGITS);
    }

    private static Template own(Operation operation, KeySpace space, Body rest) {
        String path = space.own(0, 0);
        int numberAt = headBytes(path) - KeySpace.OWN_DIGITS;
        return new Template(operation, pathFrame(operation, path, rest), -1, numberAt, KeySpace.OWN_DIGITS);
    }

    private static byte[] pathFrame(Operation operation, String path, Body rest) {
        return frame(out -> {
            header(out, 0, operation.opcode());
            text(out, path);
            rest.write(out);
        });
    }

    /** Where the path ends in a frame that begins with length, xid, opcode and the path. */
    private static int headBytes(String path) {
        return 4 * Integer.BYTES + path.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void header(DataOutputStream out, int xid, int opcode) throws IOException {
        out.writeInt(xid);
        out.writeInt(opcode);
    }

    private static void createBody(DataOutputStream out, String path, byte[] data) throws IOException {
        text(out, path);
        createRest(out, data);
    }

    private static void createRest(DataOutputStream out, byte[] data) throws IOException {
        buffer(out, data);
        out.writeInt(1);
        out.writeInt(ALL_PERMISSIONS);
        text(out, "world");
        text(out, "anyone");
        out.writeInt(0);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        buffer(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void buffer(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] frame(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0);
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array refused bytes", e);
        }
        byte[] frame = bytes.toByteArray();
        ByteBuffer.wrap(frame).putInt(0, frame.length - Integer.BYTES);
        return frame;
    }

    /** Data of a size, a pattern that does not compress to nothing. */
    public static byte[] value(int size) {
        byte[] value = size == 0 ? NO_DATA : new byte[size];
        for (int i = 0; i < size; i++) {
            value[i] = (byte) ('a' + (i * 31 + i / 7) % 26);
        }
        return value;
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }
}
