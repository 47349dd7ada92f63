package io.quorate.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configuration of one embedded server as the text it would have in production. */
final class ZooCfg {
    private static final int LONGEST_SESSION_MS = 3_600_000;
    private static final int LOG_AHEAD_KB = 64;
    private static final int INIT_LIMIT_TICKS = 50;
    private static final int SYNC_LIMIT_TICKS = 5;

    private ZooCfg() {}

    /** Of a lone server. */
    static String text(Options options, Path dataDirectory, int clientPort) {
        return text(options, dataDirectory, clientPort, new TreeMap<>());
    }

    /**
     * Of a member.
     *
     * @param servers what stands behind {@code server.N=}, by N
     */
    static String text(Options options, Path dataDirectory, int clientPort, SortedMap<Integer, String> servers) {
        Map<String, String> lines = new TreeMap<>();
        lines.put("tickTime", Integer.toString(options.tickMs()));
        lines.put("initLimit", Integer.toString(INIT_LIMIT_TICKS));
        lines.put("syncLimit", Integer.toString(SYNC_LIMIT_TICKS));
        lines.put("maxSessionTimeout", Integer.toString(LONGEST_SESSION_MS));
        lines.put("dataDir", dataDirectory.toString());
        lines.put("preAllocSize", Integer.toString(LOG_AHEAD_KB));
        lines.put("clientPort", Integer.toString(clientPort));
        lines.put("clientPortAddress", "127.0.0.1");
        lines.put("maxClientCnxns", "0");
        lines.put("admin.enableServer", "false");
        lines.put("4lw.commands.whitelist", "*");
        servers.forEach((id, line) -> lines.put("server." + id, line));
        if (!servers.isEmpty()) {
            lines.put("standaloneEnabled", "false");
        }
        lines.putAll(options.settings());
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        return text.toString();
    }
}
