package io.quorate.benchmarks.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * In which proportion the operations of a load come. The proportions hold exactly over each {@link #period()}
 * operations, whose order is shuffled with a fixed seed, so that two runs send the same sequence.
 */
public final class Mix {
    /** The largest sum of weights, which bounds the schedule that is kept in memory. */
    public static final int MAX_WEIGHT = 100_000;

    private static final long SHUFFLE_SEED = 42;

    private final Map<Operation, Integer> weights;
    private final Operation[] schedule;

    private Mix(Map<Operation, Integer> weights) {
        this.weights = weights;
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        if (total < 1 || total > MAX_WEIGHT) {
            throw new IllegalArgumentException("the weights of a mix must sum to 1.." + MAX_WEIGHT + ", not " + total);
        }
        List<Operation> ordered = weights.entrySet().stream()
                .flatMap(entry -> Collections.nCopies(entry.getValue(), entry.getKey()).stream())
                .collect(Collectors.toList());
        Collections.shuffle(ordered, new Random(SHUFFLE_SEED));
        schedule = ordered.toArray(Operation[]::new);
    }

    /** A mix of one operation only. */
    public static Mix only(Operation operation) {
        return new Mix(new EnumMap<>(Map.of(operation, 1)));
    }

    /**
     * Reads {@code get=90,set=10}; a name alone has the weight 1.
     *
     * @throws IllegalArgumentException when an operation is unknown or a weight is no positive number
     */
    public static Mix parse(String text) {
        Map<Operation, Integer> weights = new EnumMap<>(Operation.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            weights.merge(Operation.named(name.trim()), equals < 0 ? 1 : weight(part, equals), Integer::sum);
        }
        return new Mix(weights);
    }

    private static int weight(String part, int equals) {
        try {
            int weight = Integer.parseInt(part.substring(equals + 1).trim());
            if (weight > 0 && weight <= MAX_WEIGHT) {
                return weight;
            }
        } catch (NumberFormatException _) {
            // Told below with every other unusable weight.
        }
        throw new IllegalArgumentException("the weight in '" + part + "' must be a whole number of 1.." + MAX_WEIGHT);
    }

    /** After how many operations the schedule repeats: the sum of the weights. */
    public int period() {
        return schedule.length;
    }

    /** The operation at a place of the schedule, {@code 0 <= place < period()}. */
    Operation at(int place) {
        return schedule[place];
    }

    /** Whether this operation ever comes. */
    public boolean contains(Operation operation) {
        return weights.containsKey(operation);
    }

    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey().label() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
