package io.quorate.benchmarks.client;

import java.nio.ByteBuffer;

/** A request frame encoded once; sending it copies the bytes and patches the xid and the digits of the name. */
final class Template {
    private static final int XID_AT = 4;

    private final Operation operation;
    private final byte[] bytes;
    private final int parentAt;
    private final int numberAt;
    private final int digits;

    /**
     * A template.
     *
     * @param operation what it asks for
     * @param bytes the whole frame, length prefix included
     * @param parentAt offset of the parent's digits, or −1
     * @param numberAt offset of the key's or node's digits, or −1
     * @param digits how many digits there are at {@code numberAt}
     */
    Template(Operation operation, byte[] bytes, int parentAt, int numberAt, int digits) {
        this.operation = operation;
        this.bytes = bytes;
        this.parentAt = parentAt;
        this.numberAt = numberAt;
        this.digits = digits;
    }

    Operation operation() {
        return operation;
    }

    int size() {
        return bytes.length;
    }

    void write(ByteBuffer out, int xid, long parent, long number) {
        int start = out.position();
        out.put(bytes);
        out.putInt(start + XID_AT, xid);
        if (parentAt >= 0) {
            digits(out, start + parentAt, parent, KeySpace.PARENT_DIGITS);
        }
        if (numberAt >= 0) {
            digits(out, start + numberAt, number, digits);
        }
    }

    private static void digits(ByteBuffer out, int at, long number, int count) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            out.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }
}
