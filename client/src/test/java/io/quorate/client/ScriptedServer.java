package io.quorate.client;

import io.quorate.client.session.HostPort;
import io.quorate.message.ConnectResponse;
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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a socket of the loopback that greets properly and then does to each request of a connection what the test
 * says: the first connection follows the first script, and the last script holds for all later ones.
 */
final class ScriptedServer implements AutoCloseable {
    private static final int TIMEOUT_MS = 6_000;
    private static final int MAX_FRAME = 1 << 20;

    private final ServerSocket listening;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Script[] scripts;

    ScriptedServer(Script... scripts) throws IOException {
        this.scripts = scripts;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("scripted-server").start(this::accept);
    }

    /** What is done to one request. */
    @FunctionalInterface
    interface Script {
        void answer(int xid, Request request, OutputStream out) throws IOException;
    }

    /** Never answers. */
    static final Script SILENCE = (xid, request, out) -> {};

    /** Answers everything with success and nothing else. */
    static final Script OBLIGING = (xid, request, out) -> out.write(reply(xid, Response.Empty.INSTANCE));

    static byte[] reply(int xid, Response response) {
        JuteWriter frame = new JuteWriter(64);
        ResponseCodec.writeFrame(frame, xid, 1, 0, response);
        return frame.toByteArray();
    }

    String connectString() {
        return address().toString();
    }

    HostPort address() {
        return new HostPort("127.0.0.1", listening.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                Script script = scripts[Math.min(scripts.length - 1, connections.getAndIncrement())];
                Thread.ofPlatform().daemon().name("scripted-connection").start(() -> serve(socket, script));
            }
        } catch (IOException ended) {
            // The test has closed the server.
        }
    }

    private static void serve(Socket socket, Script script) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readNBytes(in.readInt());
            JuteWriter welcome = new JuteWriter(64);
            ConnectCodec.writeResponse(
                    welcome, new ConnectResponse(TIMEOUT_MS, 7, new byte[ConnectResponse.PASSWORD_BYTES], false), true);
            out.write(welcome.toByteArray());
            while (true) {
                byte[] frame = in.readNBytes(in.readInt());
                JuteReader body = new JuteReader(MAX_FRAME).reset(frame, 0, frame.length);
                int xid = body.readInt();
                Request request = RequestCodec.decode(body.readInt(), body);
                if (request == null) {
                    throw new IllegalStateException("the client sent an opcode that is none");
                }
                script.answer(xid, request, out);
            }
        } catch (SocketException | EOFException gone) {
            // The client went, or the test closed the server.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
