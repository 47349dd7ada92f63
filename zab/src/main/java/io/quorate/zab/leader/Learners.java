package io.quorate.zab.leader;

import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The learners of a leader, by link and by id; of two links with one id the newer one is meant. */
final class Learners {
    /** More links than that are refused. */
    static final int MOST = 1024;

    private final Map<Link, Learner> byLink = new LinkedHashMap<>();
    private final Map<ServerId, Learner> byId = new TreeMap<>();

    private long departures;

    boolean isFull() {
        return byLink.size() >= MOST;
    }

    void add(Learner learner) {
        byLink.put(learner.link(), learner);
    }

    void named(Learner learner) {
        byId.put(learner.id(), learner);
    }

    boolean has(Link link) {
        return byLink.containsKey(link);
    }

    boolean has(ServerId id) {
        return byId.containsKey(id);
    }

    Learner at(Link link) {
        return Objects.requireNonNull(byLink.get(link), "no learner at that link");
    }

    Learner of(ServerId id) {
        return Objects.requireNonNull(byId.get(id), "no learner with that id");
    }

    void remove(Learner learner) {
        departures++;
        byLink.remove(learner.link());
        byId.remove(learner.id(), learner);
    }

    Collection<Learner> all() {
        return byLink.values();
    }

    /** Those who have said who they are, ascending by id. */
    Collection<Learner> introduced() {
        return byId.values();
    }

    /** How many have gone so far. */
    long departures() {
        return departures;
    }

    /** A copy, for loops that remove. */
    List<Learner> snapshot() {
        return new ArrayList<>(byLink.values());
    }
}
