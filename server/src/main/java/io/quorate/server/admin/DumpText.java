package io.quorate.server.admin;

import io.quorate.server.admin.Survey.Ephemerals;
import io.quorate.server.admin.Survey.Expiry;
import io.quorate.transport.client.ConnectionStats;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to {@code dump} (client protocol 9.2): what will expire and when, and who owns ephemerals.
 *
 * @param monotonicMs now, as the figures of connections count it
 * @param wallMs now, for dates
 * @param zone in which dates are shown
 */
record DumpText(long monotonicMs, long wallMs, ZoneId zone) {
    /** As Java's old dates show themselves, which is what ZooKeeper prints. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US);

    /**
     * The whole text.
     *
     * @param sessionlessMs how long a connection may stay without a session; connections are judged at its multiples
     */
    String of(Survey.Sessions sessions, List<ConnectionStats> connections, int sessionlessMs) {
        StringBuilder text = new StringBuilder("SessionTracker dump:\nSession Sets ");
        Map<Long, List<String>> expiries = new TreeMap<>();
        for (Expiry expiry : sessions.expiries()) {
            put(expiries, expiry.dueInMs(), WordTexts.hex(expiry.sessionId()));
        }
        sets(text, expiries);
        text.append("ephemeral nodes dump:\nSessions with Ephemerals (")
                .append(sessions.ephemerals().size())
                .append("):\n");
        for (Ephemerals owner : sessions.ephemerals()) {
            text.append(WordTexts.hex(owner.sessionId())).append(":\n");
            owner.paths().forEach(path -> text.append('\t').append(path).append('\n'));
        }
        text.append("Connections dump:\nConnections Sets ");
        Map<Long, List<String>> closings = new TreeMap<>();
        for (ConnectionStats connection : connections) {
            String line = "ip: " + WordTexts.address(connection.remote()) + " sessionId: "
                    + WordTexts.hex(connection.sessionId());
            put(closings, closesInMs(connection, sessionlessMs), line);
        }
        sets(text, closings);
        return text.toString();
    }

    /** When ZooKeeper would close the connection unless it hears of it: at the multiple after its timeout. */
    private long closesInMs(ConnectionStats connection, int sessionlessMs) {
        boolean young = connection.sessionId() == 0;
        long deadline = young ? monotonicMs + sessionlessMs : connection.lastResponseMs() + connection.timeoutMs();
        return (deadline / sessionlessMs + 1) * sessionlessMs - monotonicMs;
    }

    private static void put(Map<Long, List<String>> sets, long dueInMs, String line) {
        sets.computeIfAbsent(dueInMs, _ -> new ArrayList<>()).add(line);
    }

    /** How many sets with how many lines, then each with its date. */
    private void sets(StringBuilder text, Map<Long, List<String>> sets) {
        int lines = sets.values().stream().mapToInt(List::size).sum();
        text.append('(').append(sets.size()).append(")/(").append(lines).append("):\n");
        sets.forEach((dueInMs, members) -> {
            text.append(members.size())
                    .append(" expire at ")
                    .append(DATE.format(Instant.ofEpochMilli(wallMs + dueInMs).atZone(zone)))
                    .append(":\n");
            members.forEach(line -> text.append('\t').append(line).append('\n'));
        });
    }
}
