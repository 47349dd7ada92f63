package io.quorate.server.local;

import io.quorate.server.config.ConfigException;
import io.quorate.server.config.ConfigReader;
import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.config.ServerConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * One member as its files describe it.
 *
 * @param directory {@code zoo.cfg}, the log and, under {@code data}, what the member writes
 * @param client where it takes clients
 */
record MemberFiles(long id, boolean participant, Path directory, InetSocketAddress client) {

    Path zooCfg() {
        return zooCfg(directory);
    }

    /** What the process prints. */
    Path log() {
        return directory.resolve("quorate.log");
    }

    String connectString() {
        return client.getAddress().getHostAddress() + ":" + client.getPort();
    }

    static Path zooCfg(Path directory) {
        return directory.resolve("zoo.cfg");
    }

    static Path data(Path directory) {
        return directory.resolve("data");
    }

    /**
     * Reads what is there.
     *
     * @throws LocalException if it is not what the command once wrote
     */
    static MemberFiles in(Path directory) {
        ServerConfig config;
        try {
            config = new ConfigReader(Map.of()).file(zooCfg(directory));
        } catch (ConfigException e) {
            throw new LocalException(String.valueOf(e.getMessage()));
        }
        EnsembleConfig ensemble = config.ensemble();
        InetSocketAddress client = config.clients().address();
        if (ensemble == null || client == null) {
            throw new LocalException(
                    zooCfg(directory) + " describes no member of an ensemble that takes clients: was it"
                            + " written by \"quorate ensemble\"?");
        }
        for (EnsembleConfig.Peer peer : ensemble.peers()) {
            if (peer.id() == ensemble.self()) {
                return new MemberFiles(peer.id(), peer.participant(), directory, client);
            }
        }
        throw new LocalException(zooCfg(directory) + " does not list server " + ensemble.self()
                + ", which is the number in " + data(directory).resolve("myid"));
    }
}
