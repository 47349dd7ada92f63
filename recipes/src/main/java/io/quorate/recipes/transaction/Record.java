package io.quorate.recipes.transaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction's znode holds: a line with the decision or {@code open}, a line with the names of the participants
 * separated by spaces, and the content in base 64.
 *
 * @param decision null while there is none
 */
record Record(@Nullable Decision decision, List<String> participants, byte[] content) {
    private static final String OPEN = "open";
    private static final int LINES = 3;

    Record {
        participants = List.copyOf(participants);
    }

    Record decided(Decision how) {
        return new Record(how, participants, content);
    }

    byte[] encode() {
        String text = (decision == null ? OPEN : decision.name())
                + "\n"
                + String.join(" ", participants)
                + "\n"
                + Base64.getEncoder().encodeToString(content);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Record decode(byte @Nullable [] data) {
        String[] lines = new String(data == null ? new byte[0] : data, StandardCharsets.UTF_8).split("\n", LINES);
        if (lines.length != LINES) {
            throw new IllegalArgumentException(lines.length + " lines are no transaction; " + LINES + " are needed");
        }
        List<String> participants = new ArrayList<>();
        for (String name : lines[1].split(" ", -1)) {
            if (!name.isEmpty()) {
                participants.add(name);
            }
        }
        return new Record(
                lines[0].equals(OPEN) ? null : Decision.valueOf(lines[0]),
                participants,
                Base64.getDecoder().decode(lines[2]));
    }
}
