package io.quorate.server.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the members live and which ports they have: written once, read at every start after that. */
final class Layout {
    private static final String HOST = "127.0.0.1";
    private static final int FIRST_PORT = 2181;
    private static final int PORT_STEP = 100;
    private static final int MOST_STEPS = 200;

    private Layout() {}

    /**
     * The members in that directory; if there are none, they are made.
     *
     * @throws LocalException if what is there is not what is wished for, or no ports are free
     */
    static List<MemberFiles> of(Wish wish) {
        try {
            List<MemberFiles> there = there(wish);
            if (there.isEmpty()) {
                make(wish);
                return there(wish);
            }
            agree(wish, there);
            return there;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MemberFiles> there(Wish wish) {
        List<MemberFiles> members = new ArrayList<>();
        for (int id = 1; id <= Wish.MOST; id++) {
            Path directory = directory(wish, id);
            if (Files.exists(MemberFiles.zooCfg(directory))) {
                members.add(MemberFiles.in(directory));
            }
        }
        return members;
    }

    private static void agree(Wish wish, List<MemberFiles> there) {
        int members = (int) there.stream().filter(MemberFiles::participant).count();
        int observers = there.size() - members;
        Integer wanted = wish.members();
        Integer wantedObservers = wish.observers();
        Integer port = wish.basePort();
        boolean same = (wanted == null || wanted == members)
                && (wantedObservers == null || wantedObservers == observers)
                && (port == null || port == there.getFirst().client().getPort());
        if (!same) {
            throw new LocalException(wish.directory() + " holds an ensemble of " + members + " members and " + observers
                    + " observers, from port " + there.getFirst().client().getPort()
                    + ". Leave the options out to go on with it, or choose another --dir");
        }
    }

    private static void make(Wish wish) throws IOException {
        Integer members = wish.members();
        Integer observers = wish.observers();
        int voters = members == null ? Wish.ORDINARY_MEMBERS : members;
        int count = voters + (observers == null ? 0 : observers);
        int base = basePort(wish, count);
        StringBuilder servers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            servers.append("server.%d=%s:%d:%d:%s;%s:%d%n"
                    .formatted(
                            i + 1,
                            HOST,
                            base + count + i,
                            base + 2 * count + i,
                            i < voters ? "participant" : "observer",
                            HOST,
                            base + i));
        }
        for (int id = 1; id <= count; id++) {
            Path directory = directory(wish, id);
            Path data = Files.createDirectories(MemberFiles.data(directory));
            Files.writeString(data.resolve("myid"), id + "\n");
            // Last: a directory that has it is whole.
            Files.writeString(MemberFiles.zooCfg(directory), zooCfg(data, servers), StandardCharsets.ISO_8859_1);
        }
    }

    private static String zooCfg(Path data, CharSequence servers) {
        return """
            tickTime=2000
            initLimit=10
            syncLimit=5
            dataDir=%s
            standaloneEnabled=false
            admin.enableServer=false
            4lw.commands.whitelist=*
            %s""".formatted(escaped(data.toString()), servers);
    }

    /** As Java's properties want it. */
    private static String escaped(String path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\') {
                text.append("\\\\");
            } else if (c < ' ' || c > '~') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static Path directory(Wish wish, int id) {
        return wish.directory().toAbsolutePath().normalize().resolve(Integer.toString(id));
    }

    private static int basePort(Wish wish, int count) throws IOException {
        Integer wanted = wish.basePort();
        if (wanted != null) {
            int taken = firstTaken(wanted, count);
            if (taken > 0) {
                throw new LocalException("port " + taken + " is taken: choose another --base-port, or leave it out");
            }
            return wanted;
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            int base = FIRST_PORT + step * PORT_STEP;
            if (firstTaken(base, count) == 0) {
                return base;
            }
        }
        throw new LocalException("no " + 3 * count + " free ports in a row from " + FIRST_PORT
                + " on, nor from the next " + MOST_STEPS + " hundreds: choose a --base-port");
    }

    /** The first port that somebody else has, of three for each member; 0 when all are free. */
    private static int firstTaken(int base, int count) throws IOException {
        for (int port = base; port < base + 3 * count; port++) {
            if (!isFree(port)) {
                return port;
            }
        }
        return 0;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException _) {
            return false;
        }
    }
}
