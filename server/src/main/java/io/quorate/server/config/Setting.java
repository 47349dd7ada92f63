package io.quorate.server.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set: declared once, read by the reader, shown by the manual, pinned by a test.
 *
 * @param names what it is called and where it is looked for
 * @param kind what values it takes
 * @param defaultText its value when nobody sets it, as it would be written; null when there is none
 * @param standing what becomes of it here
 * @param importance how much depends on it
 * @param sentence what it does, for the manual
 * @param <T> what its value becomes
 */
public record Setting<T>(
        Names names,
        Kind<T> kind,
        @Nullable String defaultText,
        Standing standing,
        Importance importance,
        String sentence) {

    /** The key in {@code zoo.cfg}. */
    public String name() {
        return names.name();
    }

    /** A key that ZooKeeper's parser consumes. */
    static <T> Draft<T> key(String name, Kind<T> kind) {
        return new Draft<>(name, kind, Precedence.FILE_ONLY, List.of());
    }

    /** A key that stands for the property {@code zookeeper.name}. */
    static <T> Draft<T> property(String name, Kind<T> kind) {
        return new Draft<>(name, kind, Precedence.FILE_OVER_JVM, List.of("zookeeper." + name));
    }

    /** A property of the JVM that has no prefix. */
    static <T> Draft<T> jvm(String name, Kind<T> kind) {
        return new Draft<>(name, kind, Precedence.JVM_OVER_FILE, List.of(name));
    }

    /** A declaration being written; not for use by several threads. */
    static final class Draft<T> {
        private final String name;
        private final Kind<T> kind;
        private final Precedence precedence;
        private final List<String> properties;
        private final List<String> aliases = new ArrayList<>();
        private Standing standing = Standing.IN_EFFECT;
        private @Nullable String defaultText;

        private Draft(String name, Kind<T> kind, Precedence precedence, List<String> properties) {
            this.name = name;
            this.kind = kind;
            this.precedence = precedence;
            this.properties = new ArrayList<>(properties);
        }

        Draft<T> alias(String alias) {
            aliases.add(alias);
            if (precedence == Precedence.FILE_OVER_JVM && !alias.startsWith("zookeeper.")) {
                properties.add("zookeeper." + alias);
            }
            return this;
        }

        /** One more property of the JVM that carries the value, weaker than those before. */
        Draft<T> alsoFrom(String property) {
            properties.add(property);
            return this;
        }

        Draft<T> byDefault(String text) {
            defaultText = text;
            return this;
        }

        Draft<T> notYet() {
            standing = Standing.NOT_YET;
            return this;
        }

        Draft<T> forEnsembles() {
            standing = Standing.ENSEMBLE;
            return this;
        }

        Draft<T> forEnsemblesLater() {
            standing = Standing.ENSEMBLE_NOT_YET;
            return this;
        }

        Draft<T> notNeeded() {
            standing = Standing.NOT_NEEDED;
            return this;
        }

        Setting<T> must(String sentence) {
            return done(Importance.MUST, sentence);
        }

        Setting<T> should(String sentence) {
            return done(Importance.SHOULD, sentence);
        }

        Setting<T> rare(String sentence) {
            return done(Importance.RARE, sentence);
        }

        Setting<T> obsolete(String sentence) {
            return done(Importance.OBSOLETE, sentence);
        }

        private Setting<T> done(Importance importance, String sentence) {
            Names names = new Names(name, aliases, properties, precedence);
            return new Setting<>(names, kind, defaultText, standing, importance, sentence);
        }
    }
}
