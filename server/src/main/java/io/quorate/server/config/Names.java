package io.quorate.server.config;

import java.util.List;

/**
 * What a setting is called.
 *
 * @param name the key in {@code zoo.cfg}
 * @param aliases keys that ZooKeeper's manual documents although its code reads another; the name wins over them
 * @param properties the JVM's properties that carry it, strongest first
 * @param precedence which of the two wins
 */
public record Names(String name, List<String> aliases, List<String> properties, Precedence precedence) {
    public Names {
        aliases = List.copyOf(aliases);
        properties = List.copyOf(properties);
        if (precedence == Precedence.FILE_ONLY && !properties.isEmpty()) {
            throw new IllegalArgumentException(
                    name + " is read from the file only, and yet has properties " + properties);
        }
    }
}
