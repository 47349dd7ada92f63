package io.quorate.transport.peer;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;

/** Somebody who says bytes, whatever they mean. */
final class RawPeer implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;
    private static final HexFormat HEX = HexFormat.of();

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawPeer to(Endpoint endpoint) throws IOException {
        return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), endpoint.port()));
    }

    /** Bytes in hexadecimal; what is no digit is for the reader. */
    static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replaceAll("[^0-9a-f]", ""));
    }

    void say(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void say(String hex) throws IOException {
        say(bytes(hex));
    }

    /** The next bytes, in hexadecimal. */
    String hear(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return HEX.formatHex(bytes);
    }

    /** Waits until the other end has closed, whatever still comes. */
    boolean isClosedByPeer() throws IOException {
        try {
            while (in.read() >= 0) {
                // What was said before the end is of no interest.
            }
            return true;
        } catch (EOFException | SocketException _) {
            return true;
        }
    }

    /** Nothing follows from this side. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
