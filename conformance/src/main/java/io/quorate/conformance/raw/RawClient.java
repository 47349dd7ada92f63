package io.quorate.conformance.raw;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * One connection to a server, written and read by hand. It blocks, starts no thread and interprets nothing: frames stay
 * in the socket until they are asked for. Not for use by several threads at once.
 */
public final class RawClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int LARGEST_FRAME = 64 << 20;

    private final Socket socket;
    private final DataInputStream in;

    public RawClient(InetSocketAddress server) {
        socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(server, CONNECT_TIMEOUT_MS);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot connect to " + server, e);
        }
    }

    /**
     * Writes the bytes as they are.
     *
     * @return false when the server has closed the connection before
     */
    public boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (SocketException closed) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame, or that the connection ended, or that nothing came in time. */
    public Received read(Duration limit) {
        try {
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            int length = in.readInt();
            if (length < 0 || length > LARGEST_FRAME) {
                throw new IllegalStateException("the server sent a frame of length " + length);
            }
            byte[] body = new byte[length];
            in.readFully(body);
            return new Received.Frame(body);
        } catch (SocketTimeoutException nothing) {
            return new Received.Silence(limit);
        } catch (EOFException | SocketException ended) {
            return new Received.Closed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything up to the end of the stream, unframed, as four-letter words answer. */
    public byte[] readToEnd(Duration limit) {
        try {
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the server that nothing more will be written. */
    public void finishWriting() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection without a word to the session. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
