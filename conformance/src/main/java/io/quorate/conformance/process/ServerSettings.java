package io.quorate.conformance.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server is started with. The data directory, the client port and the loopback address are added by
 * {@link ServerProcess}.
 *
 * @param zooCfg keys and values of {@code zoo.cfg}, in the order written
 * @param jvmFlags flags of the server's JVM, before the main class
 */
public record ServerSettings(Map<String, String> zooCfg, List<String> jvmFlags) {
    public ServerSettings {
        zooCfg = Collections.unmodifiableMap(new LinkedHashMap<>(zooCfg));
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** ZooKeeper's defaults. */
    public static ServerSettings defaults() {
        return new ServerSettings(Map.of(), List.of());
    }

    /** The same with one more key, or another value for a key. */
    public ServerSettings with(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(zooCfg);
        more.put(key, value.toString());
        return new ServerSettings(more, jvmFlags);
    }

    /** The same with one more JVM flag. */
    public ServerSettings withFlag(String flag) {
        List<String> more = new ArrayList<>(jvmFlags);
        more.add(flag);
        return new ServerSettings(zooCfg, more);
    }
}
