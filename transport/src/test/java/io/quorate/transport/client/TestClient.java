package io.quorate.transport.client;

import io.quorate.message.ConnectRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.wire.ConnectCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.RequestCodec;
import io.quorate.wire.ResponseCodec;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;

/** A client made of a blocking socket and the codecs. Every read has a deadline. */
final class TestClient implements AutoCloseable {
    private static final int TIMEOUT_MS = (int) Duration.ofSeconds(20).toMillis();
    private static final int MAX_LENGTH = 1 << 30;
    private static final int SESSION_TIMEOUT_MS = 30_000;

    final Socket socket;
    private final DataInputStream in;

    /** What has arrived: a reply or, with xid −1, a notification. */
    record Received(int xid, long zxid, int error, byte[] body) {
        Response as(int opcode) {
            return ResponseCodec.decode(opcode, new JuteReader(MAX_LENGTH).reset(body, 0, body.length));
        }
    }

    TestClient(InetSocketAddress address) throws IOException {
        this(address, 0);
    }

    TestClient(InetSocketAddress address, int receiveBufferBytes) throws IOException {
        this(new Socket(), address, receiveBufferBytes);
    }

    /** With a socket that is not connected yet. */
    TestClient(Socket socket, InetSocketAddress address, int receiveBufferBytes) throws IOException {
        this.socket = socket;
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(address, TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    static byte[] handshakeFrame(long sessionId, boolean withReadOnly) {
        JuteWriter out = new JuteWriter(64);
        ConnectCodec.writeRequest(
                out, new ConnectRequest(0, SESSION_TIMEOUT_MS, sessionId, new byte[16], false, withReadOnly));
        return out.toByteArray();
    }

    static byte[] frame(int xid, Request request) {
        JuteWriter out = new JuteWriter(64);
        RequestCodec.writeFrame(out, xid, request);
        return out.toByteArray();
    }

    /** A frame with this header and body. */
    static byte[] frame(int xid, int opcode, byte... body) {
        JuteWriter out = new JuteWriter(64);
        out.writeInt(2 * Integer.BYTES + body.length);
        out.writeInt(xid);
        out.writeInt(opcode);
        out.writeRaw(body, 0, body.length);
        return out.toByteArray();
    }

    static byte[] authFrame(int xid, String scheme, byte[] data) {
        JuteWriter body = new JuteWriter(64);
        body.writeInt(0);
        body.writeString(scheme);
        body.writeBuffer(data);
        return frame(xid, 100, body.toByteArray());
    }

    static byte[] join(byte[]... parts) {
        JuteWriter out = new JuteWriter(256);
        for (byte[] part : parts) {
            out.writeRaw(part, 0, part.length);
        }
        return out.toByteArray();
    }

    void handshake() throws IOException {
        send(handshakeFrame(0, true));
        receiveBody();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(int xid, Request request) throws IOException {
        send(frame(xid, request));
    }

    byte[] receiveBody() throws IOException {
        return in.readNBytes(in.readInt());
    }

    Received receive() throws IOException {
        byte[] frame = receiveBody();
        JuteReader header = new JuteReader(MAX_LENGTH).reset(frame, 0, frame.length);
        return new Received(
                header.readInt(),
                header.readLong(),
                header.readInt(),
                Arrays.copyOfRange(frame, ResponseCodec.HEADER_BYTES, frame.length));
    }

    Received call(int xid, Request request) throws IOException {
        send(xid, request);
        return receive();
    }

    /** Everything up to the end of the stream. */
    byte[] receiveAll() throws IOException {
        return in.readAllBytes();
    }

    /** Whether the server closes the connection without another byte. */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        } catch (EOFException end) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
