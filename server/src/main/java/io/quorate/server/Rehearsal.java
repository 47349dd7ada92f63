package io.quorate.server;

import io.quorate.server.config.ConfigReader;
import io.quorate.server.config.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts a server on a directory of its own, is its client for a moment, and stops it, so that the JVM can note which
 * classes a start needs (the AOT cache of {@code bin/quorate}).
 */
final class Rehearsal {
    private static final int TIMEOUT_MS = 10_000;
    private static final int SESSION_MS = 30_000;
    private static final int PASSWORD_BYTES = 16;
    private static final int ROUNDS = 200;
    private static final int CREATE = 1;
    private static final int GET_DATA = 4;
    private static final int SET_DATA = 5;
    private static final int CLOSE = -11;
    private static final int ALL_PERMISSIONS = 31;

    private final DataOutputStream out;
    private final DataInputStream in;
    private int xid;

    private Rehearsal(DataOutputStream out, DataInputStream in) {
        this.out = out;
        this.in = in;
    }

    static void run() {
        try {
            Path directory = Files.createTempDirectory("quorate-rehearsal");
            try {
                serve(directory);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Path directory) throws IOException {
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file,
                "dataDir=" + directory.resolve("data")
                        + "\nclientPort=0\nclientPortAddress=127.0.0.1\npreAllocSize=64\n"
                        + "4lw.commands.whitelist=*\nadmin.serverAddress=127.0.0.1\nadmin.serverPort=0\n");
        ServerConfig config = new ConfigReader(Map.of()).file(file);
        Assembly assembly = new Assembly(config, Map.of(), failure -> {
            throw new IllegalStateException("the rehearsed server failed", failure);
        });
        try (RunningServer server = assembly.start()) {
            int port = server.addresses().getFirst().getPort();
            for (String word : List.of("srvr", "stat", "mntr", "ruok")) {
                ask(port, word);
            }
            visit(port);
        } catch (StartException e) {
            throw new IllegalStateException("the rehearsed server did not start", e);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static void ask(int port, String word) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException(word + " was not answered");
            }
        }
    }

    private static void visit(int port) throws IOException {
        try (Socket socket = connect(port)) {
            Rehearsal client = new Rehearsal(
                    new DataOutputStream(socket.getOutputStream()), new DataInputStream(socket.getInputStream()));
            client.session();
            client.create();
            for (int round = 0; round < ROUNDS; round++) {
                client.request(GET_DATA, client::watched);
                client.request(SET_DATA, client::changed);
            }
            client.request(CLOSE, _ -> {});
        }
    }

    private void session() throws IOException {
        byte[] frame = frame(body -> {
            body.writeInt(0);
            body.writeLong(0);
            body.writeInt(SESSION_MS);
            body.writeLong(0);
            body.writeInt(PASSWORD_BYTES);
            body.write(new byte[PASSWORD_BYTES]);
            body.writeBoolean(false);
        });
        exchange(frame);
    }

    private void create() throws IOException {
        request(CREATE, body -> {
            string(body, "/rehearsal");
            string(body, "data");
            body.writeInt(1);
            body.writeInt(ALL_PERMISSIONS);
            string(body, "world");
            string(body, "anyone");
            body.writeInt(0);
        });
    }

    private void watched(DataOutputStream body) throws IOException {
        string(body, "/rehearsal");
        body.writeBoolean(xid % 2 == 0);
    }

    private void changed(DataOutputStream body) throws IOException {
        string(body, "/rehearsal");
        string(body, "data");
        body.writeInt(-1);
    }

    private void request(int type, Body rest) throws IOException {
        xid++;
        byte[] frame = frame(body -> {
            body.writeInt(xid);
            body.writeInt(type);
            rest.write(body);
        });
        exchange(frame);
    }

    /** Sends a frame and waits for the reply to it, passing over events. */
    private void exchange(byte[] frame) throws IOException {
        out.write(frame);
        out.flush();
        int first;
        do {
            byte[] answer = in.readNBytes(in.readInt());
            first = answer[0];
        } while (first < 0);
    }

    private static byte[] frame(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.write(new DataOutputStream(bytes));
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        new DataOutputStream(framed).writeInt(bytes.size());
        bytes.writeTo(framed);
        return framed.toByteArray();
    }

    private static void string(DataOutputStream body, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.writeInt(bytes.length);
        body.write(bytes);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Writes the part of a frame that differs. */
    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }
}
