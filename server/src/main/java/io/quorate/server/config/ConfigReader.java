package io.quorate.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a configuration from a file, from arguments, or from nothing. */
public final class ConfigReader {
    /** What a server runs with when it is given no file: only this machine can reach it. */
    static final String BUILT_IN = """
        clientPort=2181
        clientPortAddress=127.0.0.1
        dataDir=./data
        admin.enableServer=false
        4lw.commands.whitelist=*
        """;

    private final Map<String, String> properties;

    /**
     * A reader.
     *
     * @param properties the JVM's properties; only those that ZooKeeper knows are looked at
     */
    public ConfigReader(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** The built-in default: client port 2181 on loopback, data under {@code ./data}. */
    public ServerConfig builtIn() {
        return read(BUILT_IN, null);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if there is no such file or it cannot be used
     */
    public ServerConfig file(Path file) {
        try {
            return read(textOf(file), file);
        } catch (ConfigException e) {
            throw new ConfigException("Error processing " + file + ": " + e.getMessage());
        }
    }

    /**
     * ZooKeeper's oldest form: {@code clientPort dataDir [tickTime] [maxClientCnxns]}.
     *
     * @throws ConfigException if there are fewer than two or more than four, or one cannot be used
     */
    public ServerConfig arguments(List<String> arguments) {
        if (arguments.size() < 2 || arguments.size() > 4) {
            throw new ConfigException("Invalid arguments: expected [zoo.cfg] or <clientPort> <dataDir> [tickTime]"
                    + " [maxClientCnxns], got " + arguments.size() + ": " + String.join(" ", arguments));
        }
        List<String> keys = List.of("clientPort", "dataDir", "tickTime", "maxClientCnxns");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            String escaped = arguments.get(i).replace("\\", "\\\\");
            text.append(keys.get(i)).append('=').append(escaped).append('\n');
        }
        return read(text.toString(), null);
    }

    /**
     * A configuration that is in no file, of a member whose number is in no file either.
     *
     * @param text as zoo.cfg has it
     * @param myId which of the members in {@code text} it is; a lone member has no use for it
     * @throws ConfigException if it cannot be used
     */
    public ServerConfig text(String text, long myId) {
        return read(text, null, myId);
    }

    private ServerConfig read(String text, @Nullable Path file) {
        return read(text, file, null);
    }

    /** @param myId null to look into the data directory */
    private ServerConfig read(String text, @Nullable Path file, @Nullable Long myId) {
        ZooCfg cfg = ZooCfg.parse(text);
        Values values = new Values(cfg, properties);
        Members members = Members.of(cfg, values);
        KeyReview.of(cfg, values, members.areAnEnsemble(values));
        Validity.check(values);
        members.check(values);
        ServerConfig config = new Assembling(values, members, myId).config(new ServerConfig.Origin(file, text));
        values.failOnProblems();
        return config;
    }

    static String textOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            throw new ConfigException(file.toAbsolutePath() + " file is missing");
        } catch (IOException e) {
            throw new ConfigException(file.toAbsolutePath() + " cannot be read: " + e);
        }
    }
}
