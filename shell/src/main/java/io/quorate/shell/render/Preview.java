package io.quorate.shell.render;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The beginning of a znode's data on one line. */
public final class Preview {
    private static final int MOST = 60;

    private Preview() {}

    /**
     * {@return what fits; control characters become dots}
     *
     * @param data of a znode
     */
    public static String of(byte @Nullable [] data) {
        if (data == null) {
            return "null";
        }
        String text =
                new String(data, 0, Math.min(data.length, MOST), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", ".");
        return data.length > MOST ? text + "... (" + data.length + " bytes)" : text;
    }
}
