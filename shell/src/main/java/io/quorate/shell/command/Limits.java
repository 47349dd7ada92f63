package io.quorate.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which limit of a quota a command is about. */
final class Limits {
    private Limits() {}

    /** The limits that are given a value. */
    static Map<Quota.Limit, String> values(Arguments arguments) {
        Map<Quota.Limit, String> values = new LinkedHashMap<>();
        String beyond = ", with a warning in the server's log beyond";
        String hard = ", refused beyond where the server enforces quotas";
        put(values, Quota.Limit.COUNT, arguments.value("znodes" + beyond, "-n"));
        put(values, Quota.Limit.BYTES, arguments.value("bytes" + beyond, "-b"));
        put(values, Quota.Limit.COUNT_HARD, arguments.value("znodes" + hard, "-N"));
        put(values, Quota.Limit.BYTES_HARD, arguments.value("bytes" + hard, "-B"));
        return values;
    }

    /** The limits that are named. */
    static Map<Quota.Limit, String> names(Arguments arguments) {
        Map<Quota.Limit, String> names = new LinkedHashMap<>();
        put(names, Quota.Limit.COUNT, arguments.flag("the limit of znodes", "-n") ? "" : null);
        put(names, Quota.Limit.BYTES, arguments.flag("the limit of bytes", "-b") ? "" : null);
        put(names, Quota.Limit.COUNT_HARD, arguments.flag("the hard limit of znodes", "-N") ? "" : null);
        put(names, Quota.Limit.BYTES_HARD, arguments.flag("the hard limit of bytes", "-B") ? "" : null);
        return names;
    }

    private static void put(Map<Quota.Limit, String> limits, Quota.Limit limit, @Nullable String value) {
        if (value != null) {
            limits.put(limit, value);
        }
    }
}
