package io.quorate.benchmarks.client;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A blocking session for what is asked once: preparing a load, finding out whether a server answers. Not
 * thread-safe.
 */
public final class Probe implements AutoCloseable {
    /** Error code of an answer about a node that is not there. */
    public static final int NO_NODE = -101;

    /** Error code of a create of a node that is there. */
    public static final int NODE_EXISTS = -110;

    private static final int NO_TIMEOUT_YET = 0;
    private static final int SESSION_TIMEOUT_MILLIS = 30_000;
    private static final int LARGEST_PASSWORD = 1024;
    private static final int LARGEST_REPLY = 1 << 24;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int timeoutMillis;
    private long sessionId;
    private byte[] password = new byte[Frames.PASSWORD_BYTES];
    private int xid;

    private Probe(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * Opens a session.
     *
     * @param limitMillis how long connecting and each answer may take
     * @throws IOException when nobody listens or the server does not serve yet
     */
    public static Probe connect(InetSocketAddress server, int limitMillis) throws IOException {
        Probe probe = connect(server, limitMillis, Frames.connect(SESSION_TIMEOUT_MILLIS));
        if (probe.hasEnded()) {
            probe.drop();
            throw new IOException("the server refused a session");
        }
        return probe;
    }

    /**
     * Takes up the session of another connection, which must not be used any more.
     *
     * @param limitMillis how long connecting and each answer may take
     * @throws IOException when nobody listens or the server does not serve yet
     * @throws ProtocolViolation when the session has ended
     */
    public static Probe resume(InetSocketAddress server, int limitMillis, Probe before) throws IOException {
        byte[] frame = Frames.resume(SESSION_TIMEOUT_MILLIS, before.sessionId, before.password);
        Probe probe = connect(server, limitMillis, frame);
        if (probe.hasEnded()) {
            probe.drop();
            throw new ProtocolViolation("session 0x" + Long.toHexString(before.sessionId) + " has ended");
        }
        probe.xid = before.xid;
        return probe;
    }

    private static Probe connect(InetSocketAddress server, int limitMillis, byte[] greeting) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server, limitMillis);
            socket.setSoTimeout(limitMillis);
            socket.setTcpNoDelay(true);
            Probe probe = new Probe(socket);
            probe.greet(greeting);
            return probe;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private boolean hasEnded() {
        return timeoutMillis == NO_TIMEOUT_YET;
    }

    private void greet(byte[] greeting) throws IOException {
        out.write(greeting);
        int length = in.readInt();
        in.readInt();
        timeoutMillis = in.readInt();
        sessionId = in.readLong();
        int passwordBytes = in.readInt();
        password = in.readNBytes(Math.clamp(passwordBytes, 0, LARGEST_PASSWORD));
        in.skipNBytes(length - 3L * Integer.BYTES - Long.BYTES - password.length);
    }

    /** Gives the connection up and leaves the session alone. */
    public void drop() throws IOException {
        socket.close();
    }

    /** The error code for creating a persistent node. */
    public int create(String path, byte[] data) throws IOException {
        return ask(Frames.create(++xid, path, data));
    }

    /** The error code for setting data. */
    public int setData(String path, byte[] data) throws IOException {
        return ask(Frames.setData(++xid, path, data));
    }

    /** The error code for deleting a node. */
    public int delete(String path) throws IOException {
        return ask(Frames.delete(++xid, path));
    }

    /** The error code for asking whether a node exists. */
    public int exists(String path) throws IOException {
        return ask(Frames.exists(++xid, path));
    }

    private int ask(byte[] frame) throws IOException {
        out.write(frame);
        int length = in.readInt();
        if (length < Session.HEAD - Integer.BYTES || length > LARGEST_REPLY) {
            throw new IOException("the server answered with a frame of " + length + " bytes");
        }
        int answered = in.readInt();
        in.readLong();
        int error = in.readInt();
        in.skipNBytes(length - (long) (Session.HEAD - Integer.BYTES));
        if (answered != xid) {
            throw new IOException("the server answered xid " + answered + " where " + xid + " was due");
        }
        return error;
    }

    /** Ends the session. */
    @Override
    public void close() throws IOException {
        try (socket) {
            ask(Frames.closeSession(++xid));
        } catch (EOFException _) {
            // Some servers close the socket before the answer is read; the session has ended either way.
        }
    }

    /**
     * What the server says to a four-letter word (client protocol 9).
     *
     * @throws IOException when nobody listens
     */
    public static String fourLetterWord(InetSocketAddress server, String word, int limitMillis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, limitMillis);
            socket.setSoTimeout(limitMillis);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
