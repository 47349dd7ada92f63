package io.quorate.conformance;

import io.quorate.conformance.Step.Manner;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws the steps of a sequence from a seed, before anything is said: the same for every server. */
final class RandomSteps {
    static final int SPEAKERS = 3;

    private static final int LONGEST_BATCH = 16;
    private static final int MOST_DAMAGED = 6;
    private static final int LARGEST_FRAME = 0xFFFFF;
    private static final List<Integer> TIMEOUTS_MS = List.of(10_000, 30_000, 60_000, 60_001, Integer.MAX_VALUE);

    private final RandomGenerator dice;
    private final RandomRequests requests;
    private final boolean[] present = new boolean[SPEAKERS];
    private final boolean[] closed = new boolean[SPEAKERS];

    private RandomSteps(long seed) {
        dice = new SplittableRandom(seed);
        requests = new RandomRequests(dice);
    }

    static List<Step> of(long seed, int count) {
        return new RandomSteps(seed).draw(count);
    }

    private List<Step> draw(int count) {
        List<Step> steps = new ArrayList<>();
        for (int who = 0; who < SPEAKERS; who++) {
            steps.add(enter(who, Manner.NEW_SESSION));
        }
        steps.add(new Step.Say(0, requests.ground()));
        for (int i = 0; i < count; i++) {
            steps.add(step(dice.nextInt(SPEAKERS)));
        }
        return steps;
    }

    private Step step(int who) {
        if (!present[who]) {
            return comeBack(who);
        }
        return switch (dice.nextInt(40)) {
            case 0, 1 -> new Step.SayAlone(who, requests.identity(), false);
            case 2, 3 -> leave(who, false);
            case 4 -> leave(who, true);
            case 5 -> enter(who, Manner.RESUMPTION);
            case 6 -> last(who, requests.unknownOperation());
            case 7 -> broken(who);
            case 8 ->
                dice.nextInt(3) == 0
                        ? last(who, requests.refusedIdentity())
                        : new Step.SayAlone(who, requests.sasl(), false);
            case 9, 10, 11, 12, 13, 14 -> new Step.Say(who, requests.damaged(1 + dice.nextInt(MOST_DAMAGED)));
            default -> new Step.Say(who, requests.some(1 + dice.nextInt(LONGEST_BATCH)));
        };
    }

    private Step comeBack(int who) {
        return enter(
                who,
                switch (dice.nextInt(8)) {
                    case 0 -> Manner.WRONG_PASSWORD;
                    case 1 -> Manner.UNKNOWN_SESSION;
                    case 2 -> Manner.ZXID_AHEAD;
                    case 3 -> Manner.CUT_OFF;
                    case 4, 5 -> Manner.NEW_SESSION;
                    default -> Manner.RESUMPTION;
                });
    }

    private Step enter(int who, Manner manner) {
        boolean enters = switch (manner) {
            case NEW_SESSION -> true;
            case RESUMPTION -> !closed[who];
            case WRONG_PASSWORD, UNKNOWN_SESSION, ZXID_AHEAD, CUT_OFF -> false;
        };
        if (enters) {
            present[who] = true;
            closed[who] = false;
        }
        int timeout = TIMEOUTS_MS.get(dice.nextInt(TIMEOUTS_MS.size()));
        return new Step.Enter(who, manner, timeout, readOnly(), dice.nextInt(100));
    }

    private @Nullable Boolean readOnly() {
        int drawn = dice.nextInt(4);
        return drawn == 0 ? null : Boolean.valueOf(drawn == 1);
    }

    private Step leave(int who, boolean close) {
        present[who] = false;
        closed[who] = close;
        return new Step.Leave(who, close);
    }

    private Step last(int who, Request request) {
        present[who] = false;
        return new Step.SayAlone(who, request, true);
    }

    private Step broken(int who) {
        present[who] = false;
        int size = dice.nextInt(8);
        int far = dice.nextInt(1_000_000);
        return switch (dice.nextInt(4)) {
            case 0 ->
                new Step.Break(
                        who, new Bytes().int32(size).raw(new byte[size]).toArray(), "a frame of " + size + " bytes");
            case 1 -> new Step.Break(who, new Bytes().int32(-1 - far).toArray(), "a frame of length " + (-1 - far));
            case 2 -> {
                int length = LARGEST_FRAME + 1 + far;
                yield new Step.Break(who, new Bytes().int32(length).toArray(), "a frame of length " + length);
            }
            default -> {
                byte[] auth =
                        new Bytes().int32(12).int32(1).int32(Op.AUTH).int32(far).toArray();
                yield new Step.Break(who, auth, "an auth packet cut off");
            }
        };
    }
}
