package io.quorate.recipes.naming;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * One instance of a service, as it describes itself.
 *
 * @param address where it is reached, for instance {@code host:port}; without line breaks
 * @param health whether it wants to be chosen
 * @param attributes whatever else callers should know, in the order of the keys; keys without {@code =}, no line breaks
 */
public record Instance(String address, Health health, Map<String, String> attributes) {
    private static final String ADDRESS = "address";
    private static final String HEALTH = "health";
    private static final String ATTRIBUTE = "attribute.";

    /** How an instance does. */
    public enum Health {
        /** It serves. */
        UP,
        /** It finishes what it has begun, and wants nothing new. */
        DRAINING,
        /** It does not serve. */
        DOWN
    }

    /** Refuses line breaks, and keys that are empty or contain {@code =}; copies the attributes. */
    public Instance {
        attributes = Map.copyOf(attributes);
        checkLine(address);
        attributes.forEach((key, value) -> {
            checkLine(key);
            checkLine(value);
            if (key.isEmpty() || key.indexOf('=') >= 0) {
                throw new IllegalArgumentException("attribute key \"" + key + "\" is empty or contains =");
            }
        });
    }

    private static void checkLine(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" contains a line break");
        }
    }

    /**
     * {@return one that is up and says nothing else of itself}
     *
     * @param address where it is reached
     */
    public static Instance at(String address) {
        return new Instance(address, Health.UP, Map.of());
    }

    /**
     * {@return the same with another health}
     *
     * @param newHealth how it is now
     */
    public Instance with(Health newHealth) {
        return new Instance(address, newHealth, attributes);
    }

    /** Lines of {@code key=value} in UTF-8, which people can read and other programs can write. */
    byte[] encode() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(ADDRESS + "=" + address);
        lines.add(HEALTH + "=" + health);
        new TreeMap<>(attributes).forEach((key, value) -> lines.add(ATTRIBUTE + key + "=" + value));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #encode} wrote. Lines it does not know are left out, for later versions may have more. */
    static Instance decode(byte[] data) {
        String address = "";
        Health health = Health.UP;
        Map<String, String> attributes = new TreeMap<>();
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            String value = equals < 0 ? "" : line.substring(equals + 1);
            if (key.equals(ADDRESS)) {
                address = value;
            } else if (key.equals(HEALTH)) {
                health = Health.valueOf(value);
            } else if (key.startsWith(ATTRIBUTE)) {
                attributes.put(key.substring(ATTRIBUTE.length()), value);
            }
        }
        if (address.isEmpty()) {
            throw new IllegalArgumentException("an instance without an address");
        }
        return new Instance(address, health, attributes);
    }
}
