package io.quorate.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values that were given, by whatever way, and what is to be said about them. Used while reading, by one thread;
 * problems are gathered so that one start shows them all.
 */
final class Values {
    private final Map<String, ZooCfg.Entry> file;
    private final Map<String, String> properties;
    private final List<Remark> remarks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** The last of several equal keys wins. */
    Values(ZooCfg cfg, Map<String, String> properties) {
        file = new HashMap<>();
        cfg.entries().forEach(entry -> file.put(entry.key(), entry));
        this.properties = properties;
    }

    /** The value of a setting that has a default. A value that cannot be read is a problem, and the default is used. */
    <T> T get(Setting<T> setting) {
        T value = find(setting);
        if (value == null) {
            throw new IllegalStateException(setting.name() + " has neither a value nor a default");
        }
        return value;
    }

    /** The value of a setting, its default, or null when there is none. */
    <T> @Nullable T find(Setting<T> setting) {
        Given given = given(setting);
        if (given != null) {
            try {
                return setting.kind().read(given.text(), note -> warn(given.named(setting) + " " + note + "."));
            } catch (IllegalArgumentException e) {
                problem(given.named(setting) + " " + e.getMessage() + ".");
            }
        }
        String byDefault = setting.defaultText();
        return byDefault == null ? null : setting.kind().read(byDefault, _ -> {});
    }

    /** All that was set of a family of keys, by key; the file is stronger than {@code -Dzookeeper.} there. */
    Map<String, Given> family(String prefix) {
        Map<String, Given> family = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith("zookeeper." + prefix)) {
                family.put(name.substring("zookeeper.".length()), new Given("-D" + name, value.trim()));
            }
        });
        file.forEach((key, entry) -> {
            if (key.startsWith(prefix)) {
                family.put(key, new Given("line " + entry.line() + ": " + key, entry.value()));
            }
        });
        return family;
    }

    /** Whether anybody has set it. */
    boolean isGiven(Setting<?> setting) {
        return given(setting) != null;
    }

    /** Where and with which text it was set, or null. */
    @Nullable
    Given given(Setting<?> setting) {
        Names names = setting.names();
        return switch (names.precedence()) {
            case FILE_ONLY -> fromFile(names);
            case FILE_OVER_JVM -> firstOf(fromFile(names), fromJvm(names));
            case JVM_OVER_FILE -> firstOf(fromJvm(names), fromFile(names));
        };
    }

    private static @Nullable Given firstOf(@Nullable Given strong, @Nullable Given weak) {
        return strong != null ? strong : weak;
    }

    private @Nullable Given fromFile(Names names) {
        ZooCfg.Entry entry = file.get(names.name());
        for (String alias : names.aliases()) {
            entry = entry == null ? file.get(alias) : entry;
        }
        return entry == null ? null : new Given("line " + entry.line() + ": " + entry.key(), entry.value());
    }

    private @Nullable Given fromJvm(Names names) {
        for (String property : names.properties()) {
            String value = properties.get(property);
            if (value != null) {
                return new Given("-D" + property, value.trim());
            }
        }
        return null;
    }

    void info(String text) {
        remarks.add(new Remark(Remark.Weight.INFO, text));
    }

    /** A value may be looked at twice; what is odd about it is said once. */
    void warn(String text) {
        Remark remark = new Remark(Remark.Weight.WARNING, text);
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    void error(String text) {
        remarks.add(new Remark(Remark.Weight.ERROR, text));
    }

    void problem(String text) {
        if (!problems.contains(text)) {
            problems.add(text);
        }
    }

    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** @throws ConfigException with every problem, if there is any */
    void failOnProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join(" ", problems));
        }
    }

    /**
     * A value somebody has given.
     *
     * @param where names line and key, or the property
     */
    record Given(String where, String text) {

        /** "line 3: tickTime=abc", or without the value if it is a secret. */
        String named(Setting<?> setting) {
            boolean secret = setting.kind() instanceof Kind.Text text && text.secret();
            return where + (secret ? "" : "=" + text);
        }
    }
}
