package io.quorate.server.admin;

import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.config.ServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code conf} tells of the configuration.
 *
 * @param clientPort the port clients connect to, −1 without one
 * @param securePort the port that clients connect to with TLS, −1 without one
 * @param dataDir with {@code version-2}
 * @param logDir with {@code version-2}
 * @param ensemble null for a server that serves alone
 */
record Layout(
        int clientPort,
        int securePort,
        Path dataDir,
        Path logDir,
        int tickTime,
        int maxClientCnxns,
        int minSessionTimeout,
        int maxSessionTimeout,
        int backlog,
        @Nullable EnsembleConfig ensemble) {
    private static final String VERSION = "version-2";

    static Layout of(ServerConfig config, int clientPort, int securePort) {
        return new Layout(
                clientPort,
                securePort,
                config.disk().dataDir().resolve(VERSION).toAbsolutePath(),
                config.disk().logDir().resolve(VERSION).toAbsolutePath(),
                config.sessions().tickMs(),
                config.clients().perAddress(),
                config.sessions().minTimeoutMs(),
                config.sessions().maxTimeoutMs(),
                config.clients().backlog(),
                config.ensemble());
    }

    /** 0 for a server that serves alone. */
    long serverId() {
        return ensemble == null ? 0 : ensemble.self();
    }
}
