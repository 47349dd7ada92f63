package io.quorate.zab.ensemble;

import io.quorate.zab.ServerId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A majority of the groups that weigh anything, each won by more than half of its weight. A single group is the rule of
 * plain weights.
 */
public record Groups(SortedMap<Long, SortedMap<ServerId, Long>> groups) implements Quorum {

    /**
     * Groups by number, and in each the weights of its voters.
     *
     * @throws IllegalArgumentException if a voter is in two groups, weighs less than nothing, or all weigh nothing
     */
    public Groups {
        SortedMap<Long, SortedMap<ServerId, Long>> copy = new TreeMap<>();
        SortedMap<ServerId, Long> seen = new TreeMap<>();
        for (Map.Entry<Long, SortedMap<ServerId, Long>> group : groups.entrySet()) {
            for (Map.Entry<ServerId, Long> voter : group.getValue().entrySet()) {
                refuse(voter.getValue() < 0, "server " + voter.getKey() + " weighs less than nothing");
                refuse(seen.containsKey(voter.getKey()), "server " + voter.getKey() + " is in two groups");
                seen.put(voter.getKey(), voter.getValue());
            }
            copy.put(group.getKey(), Collections.unmodifiableSortedMap(new TreeMap<>(group.getValue())));
        }
        refuse(seen.values().stream().allMatch(weight -> weight == 0), "no voter weighs anything");
        groups = Collections.unmodifiableSortedMap(copy);
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why + ": correct the group and weight lines");
        }
    }

    /** Plain weights: more than half of the whole weight decides. */
    public static Groups weighted(SortedMap<ServerId, Long> weights) {
        SortedMap<Long, SortedMap<ServerId, Long>> one = new TreeMap<>();
        one.put(1L, weights);
        return new Groups(one);
    }

    @Override
    public boolean isReachedBy(Predicate<ServerId> has) {
        int counting = 0;
        int won = 0;
        for (SortedMap<ServerId, Long> group : groups.values()) {
            long whole = 0;
            long gained = 0;
            for (Map.Entry<ServerId, Long> voter : group.entrySet()) {
                whole += voter.getValue();
                gained += has.test(voter.getKey()) ? voter.getValue() : 0;
            }
            counting += whole > 0 ? 1 : 0;
            won += gained > whole / 2 ? 1 : 0;
        }
        return won > counting / 2;
    }

    @Override
    public List<ServerId> voters() {
        return groups.values().stream()
                .flatMap(group -> group.keySet().stream())
                .sorted()
                .toList();
    }

    @Override
    public long weightOf(ServerId id) {
        for (SortedMap<ServerId, Long> group : groups.values()) {
            if (group.containsKey(id)) {
                return group.getOrDefault(id, 0L);
            }
        }
        return 0;
    }
}
