package io.quorate.tree.access;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** IP addresses as text and as bytes, without asking anybody what a name means. Stateless. */
public final class IpAddress {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int V6_GROUPS = 8;
    private static final int MAX_GROUP_DIGITS = 4;
    /** More leading zeros than anybody writes. */
    private static final int MAX_DECIMAL_DIGITS = 9;

    private IpAddress() {}

    /**
     * The 4 or 16 bytes of an IPv4 or IPv6 address, or null if it is not one. A zone such as {@code %eth0} is left out;
     * an IPv4 address in IPv6 clothes is an IPv4 address.
     */
    public static byte @Nullable [] parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') < 0) {
            return zone < 0 ? parseV4(address, 0) : null;
        }
        byte[] bytes = parseV6(address);
        return bytes != null && isMappedV4(bytes) ? Arrays.copyOfRange(bytes, V6_BYTES - V4_BYTES, V6_BYTES) : bytes;
    }

    /** The text of 4 or 16 bytes, as Java writes it: IPv6 in eight groups, none left out. */
    public static String format(byte[] address) {
        StringBuilder text = new StringBuilder();
        if (address.length == V4_BYTES) {
            for (int i = 0; i < V4_BYTES; i++) {
                text.append(i == 0 ? "" : ".").append(address[i] & 0xff);
            }
        } else {
            for (int i = 0; i < V6_BYTES; i += 2) {
                int group = (address[i] & 0xff) << 8 | (address[i + 1] & 0xff);
                text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
            }
        }
        return text.toString();
    }

    /** A decimal number from 0 to {@code max}, or −1. */
    static int number(String text, int start, int end, int max) {
        if (start >= end || end - start > MAX_DECIMAL_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number > max ? -1 : number;
    }

    private static byte @Nullable [] parseV4(String text, int start) {
        byte[] bytes = new byte[V4_BYTES];
        int at = start;
        for (int i = 0; i < V4_BYTES; i++) {
            int dot = text.indexOf('.', at);
            boolean isLast = i == V4_BYTES - 1;
            if (isLast != dot < 0) {
                return null;
            }
            int number = number(text, at, isLast ? text.length() : dot, 0xff);
            if (number < 0) {
                return null;
            }
            bytes[i] = (byte) number;
            at = dot + 1;
        }
        return bytes;
    }

    /** The groups before and after a double colon are read as two lists; what it stands for is the gap between them. */
    private static byte @Nullable [] parseV6(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int length = head.length + tail.length;
        if (gap < 0 ? length != V6_BYTES : length > V6_BYTES - 2) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(head, V6_BYTES);
        System.arraycopy(tail, 0, bytes, V6_BYTES - tail.length, tail.length);
        return bytes;
    }

    /** Groups between single colons, the last of which may be an IPv4 address. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        byte[] bytes = new byte[V6_BYTES];
        int size = 0;
        String[] groups = text.split(":", V6_GROUPS + 1);
        for (int i = 0; i < groups.length; i++) {
            boolean isV4 = i == groups.length - 1 && groups[i].indexOf('.') >= 0;
            byte[] group = isV4 ? parseV4(groups[i], 0) : group(groups[i]);
            if (group == null || size + group.length > V6_BYTES) {
                return null;
            }
            System.arraycopy(group, 0, bytes, size, group.length);
            size += group.length;
        }
        return Arrays.copyOf(bytes, size);
    }

    private static byte @Nullable [] group(String text) {
        if (text.isEmpty() || text.length() > MAX_GROUP_DIGITS) {
            return null;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = hexDigit(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            value = value << 4 | digit;
        }
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static boolean isMappedV4(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }
}
