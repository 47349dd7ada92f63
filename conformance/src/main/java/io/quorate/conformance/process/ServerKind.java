package io.quorate.conformance.process;

import java.nio.file.Path;
import java.util.List;

/** The servers under comparison, and how each is started. */
public enum ServerKind {
    APACHE_ZOOKEEPER("zookeeper") {
        @Override
        List<String> mainClassAndArguments(Path zooCfg) {
            return List.of("org.apache.zookeeper.server.quorum.QuorumPeerMain", zooCfg.toString());
        }

        @Override
        List<String> classPath() {
            return ClassPaths.apacheZooKeeper();
        }
    },
    QUORATE("quorate") {
        @Override
        List<String> mainClassAndArguments(Path zooCfg) {
            return List.of("io.quorate.server.Quorate", "server", zooCfg.toString());
        }

        @Override
        List<String> classPath() {
            return ClassPaths.quorate("server");
        }
    };

    private final String word;

    ServerKind(String word) {
        this.word = word;
    }

    /** The kind whose word is the value of the system property {@code conformance.subject}, Quorate when unset. */
    public static ServerKind subject() {
        String wanted = System.getProperty("conformance.subject", QUORATE.word);
        for (ServerKind kind : values()) {
            if (kind.word.equals(wanted)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "conformance.subject is \"" + wanted + "\"; it must be \"quorate\" or \"zookeeper\"");
    }

    /** The word that names this kind in properties and file names. */
    public String word() {
        return word;
    }

    abstract List<String> mainClassAndArguments(Path zooCfg);

    abstract List<String> classPath();
}
