package io.quorate.storage.disk;

import org.jspecify.annotations.Nullable;

/**
 * A file name that carries a zxid, such as {@code log.1} or {@code snapshot.4e.gz} (storage format 2.1).
 *
 * @param text the whole name
 * @param zxid the zxid in it, not negative
 * @param rest what follows the zxid, with its dot; empty if nothing does
 */
public record FileName(String text, long zxid, String rest) {
    private static final int HEX = 16;

    /** The name of a file with a zxid, nothing following. */
    public static String of(String prefix, long zxid) {
        return prefix + "." + Long.toHexString(zxid);
    }

    /** Takes a name apart; null if it is not {@code prefix}, a dot, a zxid and maybe more after another dot. */
    public static @Nullable FileName parse(String prefix, String text) {
        if (!text.startsWith(prefix + ".")) {
            return null;
        }
        int from = prefix.length() + 1;
        int dot = text.indexOf('.', from);
        int to = dot < 0 ? text.length() : dot;
        try {
            long zxid = Long.parseLong(text, from, to, HEX);
            return zxid < 0 ? null : new FileName(text, zxid, text.substring(to));
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
