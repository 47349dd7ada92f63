package io.quorate.conformance;

import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes records that no client writes out of records that clients write. */
final class Damage {
    /** Lengths and counts that cannot be. −1 is not among them: it means null, and a null path is departure D.1. */
    private static final List<Integer> IMPOSSIBLE =
            List.of(-2, Integer.MIN_VALUE, Integer.MAX_VALUE, 0xFFFFF, 0x200000, 1_000, 0);

    private final RandomGenerator dice;

    Damage(RandomGenerator dice) {
        this.dice = dice;
    }

    /** The request cut short, lengthened, or with other bytes in it; now and then as it was. */
    Request to(Request whole) {
        if (whole.body().length == 0) {
            return longer(whole);
        }
        // Other bytes in createTTL may make it the one that stops ZooKeeper for good (C.2).
        int kinds = whole.type() == Op.CREATE_TTL ? 2 : 5;
        return switch (dice.nextInt(kinds)) {
            case 0 -> shorter(whole);
            case 1 -> longer(whole);
            case 2 -> otherByte(whole);
            case 3 -> otherLength(whole);
            default -> whole;
        };
    }

    private Request shorter(Request whole) {
        int length = dice.nextInt(whole.body().length);
        return Request.raw(whole.type(), Arrays.copyOf(whole.body(), length), whole + " cut to " + length + " bytes");
    }

    private Request longer(Request whole) {
        byte[] more = new byte[1 + dice.nextInt(20)];
        dice.nextBytes(more);
        byte[] body = new Bytes().raw(whole.body()).raw(more).toArray();
        return Request.raw(whole.type(), body, whole + " and " + more.length + " bytes");
    }

    private Request otherByte(Request whole) {
        byte[] body = whole.body().clone();
        int at = dice.nextInt(body.length);
        body[at] = (byte) dice.nextInt(256);
        return Request.raw(whole.type(), body, whole + " with byte " + at + " = " + body[at]);
    }

    private Request otherLength(Request whole) {
        if (whole.body().length < Integer.BYTES) {
            return whole;
        }
        // Most records begin with a length, and end with one or with a number.
        int last = whole.body().length - Integer.BYTES;
        int at = dice.nextBoolean() ? 0 : dice.nextInt(last + 1);
        int length = IMPOSSIBLE.get(dice.nextInt(IMPOSSIBLE.size()));
        byte[] body = whole.body().clone();
        System.arraycopy(new Bytes().int32(length).toArray(), 0, body, at, Integer.BYTES);
        return Request.raw(whole.type(), body, whole + " with " + length + " at " + at);
    }
}
