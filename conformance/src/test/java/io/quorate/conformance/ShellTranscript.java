package io.quorate.conformance;

import io.quorate.conformance.process.ShellProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a shell has said, without what differs from run to run or what no script looks at: banners, times, session ids,
 * the list of all commands, a parser's name before its complaint. Events stand at the end, in their order, since
 * another thread prints them; those of the connection are left out.
 */
final class ShellTranscript {
    private static final List<Pattern> PASSED_OVER = List.of(
            Pattern.compile("Connecting to .*|Welcome to .*|JLine support is .*|WATCHER::|\\s*"),
            // The list of commands, which is longer in ours.
            Pattern.compile("ZooKeeper -server host:port .*|\t.*"),
            // Options, which Apache's parser lists below some usage lines.
            Pattern.compile(" -[a-z] .*"),
            Pattern.compile("WARNING: .*"));
    private static final Pattern TIME = Pattern.compile("^([cm]time = ).*");
    private static final Pattern SESSION = Pattern.compile("^(ephemeralOwner = 0x)[0-9a-f]{2,}");
    private static final String EVENT = "WatchedEvent ";
    private static final String OF_CONNECTION = "type:None";

    private ShellTranscript() {}

    static List<String> of(ShellProcess.Outcome outcome) {
        List<String> results = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (String line : outcome.lines()) {
            if (line.startsWith(EVENT)) {
                if (!line.contains(OF_CONNECTION)) {
                    events.add(line);
                }
            } else if (PASSED_OVER.stream().noneMatch(each -> each.matcher(line).matches())) {
                results.add(
                        SESSION.matcher(TIME.matcher(line).replaceAll("$1...")).replaceAll("$1..."));
            }
        }
        results.add("--- events");
        results.addAll(events);
        results.add("--- exit code " + outcome.code());
        return results;
    }
}
