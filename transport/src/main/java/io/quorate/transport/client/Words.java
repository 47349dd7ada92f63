package io.quorate.transport.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The four-letter words, recognised where the length of a first frame would stand (client protocol 1.4). */
final class Words {
    /** Sets the trace mask and is followed by it. */
    static final String SET_TRACE_MASK = "stmk";
    /** Bytes of a trace mask. */
    static final int TRACE_MASK_BYTES = Long.BYTES;
    /** What telnet sends when it is interrupted: nothing is answered. */
    static final int TELNET_CLOSE = 0xFFF4FFFD;

    private static final String[] WORDS = {
        "conf",
        "cons",
        "crst",
        "dirs",
        "dump",
        "envi",
        "gtmk",
        "hash",
        "isro",
        "mntr",
        "ruok",
        "srst",
        "srvr",
        "stat",
        SET_TRACE_MASK,
        "wchc",
        "wchp",
        "wchs"
    };
    private static final int[] NUMBERS =
            Arrays.stream(WORDS).mapToInt(Words::numberOf).toArray();

    private Words() {}

    /** The word whose letters make up this number, or null. */
    static @Nullable String of(int number) {
        for (int i = 0; i < NUMBERS.length; i++) {
            if (NUMBERS[i] == number) {
                return WORDS[i];
            }
        }
        return null;
    }

    private static int numberOf(String word) {
        byte[] letters = word.getBytes(StandardCharsets.US_ASCII);
        return letters[0] << 24 | letters[1] << 16 | letters[2] << 8 | letters[3];
    }
}
