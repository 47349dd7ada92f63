package io.quorate.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be set, in the order of the manual. Immutable. */
public final class Catalogue {
    private static final Map<String, List<Setting<?>>> SECTIONS = sections();
    private static final Map<String, Setting<?>> BY_KEY = byKey();

    private Catalogue() {}

    /** The settings under the headings of the manual. */
    public static Map<String, List<Setting<?>>> bySection() {
        return SECTIONS;
    }

    /** All settings. */
    public static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>();
        SECTIONS.values().forEach(all::addAll);
        return all;
    }

    /** The setting that a key in {@code zoo.cfg} means, by its name or one of its aliases, or null. */
    static @Nullable Setting<?> find(String key) {
        return BY_KEY.get(key);
    }

    private static Map<String, List<Setting<?>>> sections() {
        Map<String, List<Setting<?>>> sections = new LinkedHashMap<>();
        sections.put("Clients, sessions, requests", ServiceSettings.ALL);
        sections.put("Log, snapshots, recovery", DiskSettings.ALL);
        sections.put("Operators", OperatorSettings.ALL);
        sections.put("Who may do what, and TLS", SecuritySettings.ALL);
        sections.put("Ensembles", EnsembleSettings.ALL);
        sections.put("Knobs of ZooKeeper's inside", MachineSettings.ALL);
        return sections;
    }

    private static Map<String, Setting<?>> byKey() {
        Map<String, Setting<?>> byKey = new LinkedHashMap<>();
        for (Setting<?> setting : all()) {
            putOnce(byKey, setting.name(), setting);
            setting.names().aliases().forEach(alias -> putOnce(byKey, alias, setting));
        }
        return byKey;
    }

    private static void putOnce(Map<String, Setting<?>> byKey, String key, Setting<?> setting) {
        if (byKey.put(key, setting) != null) {
            throw new IllegalStateException("two settings are called " + key);
        }
    }
}
