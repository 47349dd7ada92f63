package io.quorate.shell.render;

import java.util.ArrayList;
import java.util.List;

/** Bytes as a table of sixteen a line, as ZooKeeper's shell draws it. */
public final class HexDump {
    private static final int WIDTH = 16;
    private static final String RULE = "+--------+-------------------------------------------------+----------------+";
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;
    private static final int BYTE_MASK = 0xff;

    private HexDump() {}

    /**
     * {@return the lines of the table}
     *
     * @param data of a znode
     */
    public static List<String> lines(byte[] data) {
        List<String> lines = new ArrayList<>();
        lines.add("         +-------------------------------------------------+");
        lines.add("         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |");
        lines.add(RULE);
        for (int row = 0; row < data.length; row += WIDTH) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = row; i < row + WIDTH; i++) {
                if (i < data.length) {
                    int value = data[i] & BYTE_MASK;
                    hex.append(" %02x".formatted(value));
                    text.append(value < FIRST_PRINTABLE || value > LAST_PRINTABLE ? '.' : (char) value);
                } else {
                    hex.append("   ");
                    text.append(' ');
                }
            }
            lines.add("|%08x|%s |%s|".formatted(row, hex, text));
        }
        lines.add(RULE);
        return lines;
    }
}
