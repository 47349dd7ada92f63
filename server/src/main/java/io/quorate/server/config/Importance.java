package io.quorate.server.config;

/** How much an operator who moves over from ZooKeeper depends on a setting (configuration, column Imp.). */
public enum Importance {
    MUST,
    SHOULD,
    RARE,
    OBSOLETE
}
