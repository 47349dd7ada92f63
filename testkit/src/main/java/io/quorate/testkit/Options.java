package io.quorate.testkit;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How embedded servers are set up. Immutable.
 *
 * @param home where the files are
 * @param tickMs the unit of a server's time, in ms: sessions end with up to one tick of delay, and the shortest session
 *     timeout that is granted is two ticks
 * @param settings lines of zoo.cfg that are added, by key; they win over the kit's own
 */
public record Options(Home home, int tickMs, SortedMap<String, String> settings) {
    private static final int USUAL_TICK_MS = 200;

    /** Refuses a tick below 1 ms, and copies the settings. */
    public Options {
        if (tickMs < 1) {
            throw new IllegalArgumentException("a tick of " + tickMs + " ms is not possible: use 1 or more");
        }
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** {@return the usual ones: everything in memory, ticks of 200 ms, session timeouts from 400 ms to an hour} */
    public static Options inMemory() {
        return new Options(new Home.Memory(), USUAL_TICK_MS, Collections.emptySortedMap());
    }

    /** {@return the usual ones, with files in a new temporary directory} */
    public static Options inTemporaryDirectory() {
        return inMemory().withHome(new Home.Temporary());
    }

    /**
     * {@return the usual ones, with files in this directory}
     *
     * @param directory made if it is missing
     */
    public static Options in(Path directory) {
        return inMemory().withHome(new Home.Directory(directory));
    }

    /**
     * With the files elsewhere.
     *
     * @param other in place of the one before; a tick is at least 1 ms
     * @return the same options with that home
     */
    public Options withHome(Home other) {
        return new Options(other, tickMs, settings);
    }

    /**
     * With another tick.
     *
     * @param other in place of the one before; a tick is at least 1 ms
     * @return the same options with that tick
     */
    public Options withTickMs(int other) {
        return new Options(home, other, settings);
    }

    /**
     * With one more line of zoo.cfg, such as {@code maxClientCnxns} and {@code 5}.
     *
     * @param key as in zoo.cfg
     * @param value as in zoo.cfg
     * @return the same options with that line
     */
    public Options withSetting(String key, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(key, value);
        return new Options(home, tickMs, new TreeMap<>(more));
    }
}
