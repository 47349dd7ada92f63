package io.quorate.server.admin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the server runs, for {@code envi} (client protocol 9.2).
 *
 * @param entries in the order in which they are shown
 */
public record Environment(List<Entry> entries) {
    private static final long MEGABYTE = 1L << 20;
    private static final String ABSENT = "<NA>";
    private static final List<String> PROPERTIES = List.of(
            "java.version",
            "java.vendor",
            "java.home",
            "java.class.path",
            "java.library.path",
            "java.io.tmpdir",
            "java.compiler",
            "os.name",
            "os.arch",
            "os.version",
            "user.name",
            "user.home",
            "user.dir");

    public Environment {
        entries = List.copyOf(entries);
    }

    /** A name and its value. */
    public record Entry(String key, String value) {}

    /**
     * The environment now. Asks for the host's name, which may take a while where names are served badly.
     *
     * @param properties the JVM's
     */
    public static Environment of(Version version, Map<String, String> properties) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("zookeeper.version", version.text()));
        entries.add(new Entry("host.name", hostName()));
        for (String name : PROPERTIES) {
            entries.add(new Entry(name, properties.getOrDefault(name, ABSENT)));
        }
        Runtime runtime = Runtime.getRuntime();
        entries.add(new Entry("os.memory.free", runtime.freeMemory() / MEGABYTE + "MB"));
        entries.add(new Entry("os.memory.max", runtime.maxMemory() / MEGABYTE + "MB"));
        entries.add(new Entry("os.memory.total", runtime.totalMemory() / MEGABYTE + "MB"));
        return new Environment(entries);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException _) {
            return ABSENT;
        }
    }
}
