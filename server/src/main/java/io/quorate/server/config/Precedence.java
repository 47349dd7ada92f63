package io.quorate.server.config;

/** Where a value may come from, and which place wins (configuration 1.2 and 3.11). */
public enum Precedence {
    /** ZooKeeper's parser consumes the key: a {@code -D} of the same name changes nothing. */
    FILE_ONLY("zoo.cfg"),
    /** The key stands for {@code -Dzookeeper.key}; the file overwrites what the command line said. */
    FILE_OVER_JVM("zoo.cfg, else -D"),
    /** ZooKeeper reads only the JVM's property; the key in the file is taken when that is absent. */
    JVM_OVER_FILE("-D, else zoo.cfg");

    private final String words;

    Precedence(String words) {
        this.words = words;
    }

    /** For the manual's table. */
    public String words() {
        return words;
    }
}
