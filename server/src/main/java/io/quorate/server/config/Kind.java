package io.quorate.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What values a setting takes, and how their text is read (configuration 1.3).
 *
 * @param <T> what a value becomes
 */
public sealed interface Kind<T> {

    /**
     * Reads a value.
     *
     * @param warn takes what the operator should know although the value is usable
     * @throws IllegalArgumentException with words that complete the sentence "key=value ..."
     */
    T read(String text, Consumer<String> warn);

    /** For the manual's table. */
    String words();

    /** {@code true} or {@code false} in any case; all else is an error, as for ZooKeeper's own keys. */
    record Flag() implements Kind<Boolean> {
        @Override
        public Boolean read(String text, Consumer<String> warn) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("is neither true nor false. Choose 'true' or 'false.'");
            };
        }

        @Override
        public String words() {
            return "true or false";
        }
    }

    /**
     * A word that turns something on or off, any other word doing the opposite, as ZooKeeper's properties do.
     *
     * @param word the one that counts, in any case unless {@code exact}
     * @param means what it does
     * @param opposite what the manual says to write otherwise
     * @param exact whether the word counts only as written
     */
    record Switch(String word, boolean means, String opposite, boolean exact) implements Kind<Boolean> {
        @Override
        public Boolean read(String text, Consumer<String> warn) {
            boolean hit = exact ? text.equals(word) : text.equalsIgnoreCase(word);
            if (!hit && !text.equalsIgnoreCase(opposite)) {
                warn.accept("is read as \"" + opposite + "\", as ZooKeeper does; write " + words());
            }
            return hit == means;
        }

        @Override
        public String words() {
            return word + " or " + opposite;
        }
    }

    /**
     * A whole number.
     *
     * @param unit what is counted, empty for plain numbers
     * @param min smallest value
     * @param max largest value
     * @param below what happens to a smaller value
     * @param hex whether {@code 0x10} is sixteen, as in the JVM's own reading of properties
     */
    record Whole(String unit, long min, long max, Below below, boolean hex) implements Kind<Long> {
        @Override
        public Long read(String text, Consumer<String> warn) {
            long value = number(text);
            if (value < min && below == Below.RAISED) {
                warn.accept("is less than " + min + "; " + min + " is used");
                return min;
            }
            if (value < min || value > max) {
                throw new IllegalArgumentException("is out of range; it must be " + words());
            }
            return value;
        }

        private long number(String text) {
            try {
                return hex ? Long.decode(text) : Long.parseLong(text);
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException("is not a whole number; it must be " + words());
            }
        }

        @Override
        public String words() {
            String range = max < Integer.MAX_VALUE ? min + " to " + max : min + " or more";
            if (min <= Integer.MIN_VALUE) {
                range = "any number";
            }
            return unit.isEmpty() ? range : unit + ", " + range;
        }
    }

    /** What happens to a number that is too small. */
    enum Below {
        REFUSED,
        RAISED
    }

    /** A number with decimals. */
    record Fraction(double min, double max) implements Kind<Double> {
        @Override
        public Double read(String text, Consumer<String> warn) {
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException("is not a number; it must be " + words());
            }
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException("is out of range; it must be " + words());
            }
            return value;
        }

        @Override
        public String words() {
            return min + " to " + max;
        }
    }

    /**
     * Any text.
     *
     * @param secret whether it must not be shown again, not even in a message
     */
    record Text(boolean secret) implements Kind<String> {
        @Override
        public String read(String text, Consumer<String> warn) {
            return text;
        }

        @Override
        public String words() {
            return secret ? "text, never shown" : "text";
        }
    }

    /** One of a few words, in any case. */
    record Choice(List<String> choices) implements Kind<String> {
        public Choice {
            choices = List.copyOf(choices);
        }

        @Override
        public String read(String text, Consumer<String> warn) {
            for (String choice : choices) {
                if (choice.equalsIgnoreCase(text)) {
                    return choice;
                }
            }
            throw new IllegalArgumentException("is none of " + words());
        }

        @Override
        public String words() {
            return String.join(
                    ", ", choices.stream().map(c -> c.isEmpty() ? "(empty)" : c).toList());
        }
    }

    /** A file or a directory. */
    record Place() implements Kind<Path> {
        @Override
        public Path read(String text, Consumer<String> warn) {
            try {
                Path path = Path.of(text);
                if (!path.isAbsolute() && !text.startsWith(".")) {
                    warn.accept("is relative. Prepend ./ to indicate that you're sure!");
                }
                return path;
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("is not a path: " + e.getReason());
            }
        }

        @Override
        public String words() {
            return "path";
        }
    }
}
