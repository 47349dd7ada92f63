package io.quorate.storage.snapshot;

import java.util.Locale;

/** How a snapshot file is packed (storage format 4.4). */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    SNAPPY(".snappy");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What follows the zxid in the name of a file. */
    public String suffix() {
        return suffix;
    }

    /** The method called so in {@code snapshot.compression.method}; unknown names are none, as in ZooKeeper. */
    public static Compression ofSetting(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gz" -> GZIP;
            case "snappy" -> SNAPPY;
            default -> NONE;
        };
    }

    /** Whether that follows the zxid in the name of some snapshot. */
    static boolean isSuffix(String text) {
        for (Compression compression : values()) {
            if (compression.suffix.equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** How a file with that suffix is packed. */
    static Compression ofSuffix(String text) {
        for (Compression compression : values()) {
            if (compression.suffix.equals(text)) {
                return compression;
            }
        }
        throw new IllegalArgumentException("no snapshot has the suffix " + text);
    }
}
