package io.quorate.conformance;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.Network;
import io.quorate.conformance.process.ServerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What befalls an ensemble when dice decide: members die, stand still, come back with nothing or with what they had
 * long ago, become the other kind, and do not hear each other, one thing at a time or several. Whatever it is, it is
 * over when a method returns: every member runs, and hears all others.
 */
final class Ordeal {
    private static final int LONGEST_MS = 4_000;
    private static final int LONGEST_DELAY_MS = 80;
    private static final int MOST_FLAPS = 10;
    private static final int MOST_AT_ONCE = 3;

    private final Members members;
    private final Network network;
    private final RandomGenerator dice;
    private final boolean mixed;
    private final Consumer<String> journal;

    /** {@code mixed} if members may become the other kind; the journal is told what happens before it does. */
    Ordeal(Members members, RandomGenerator dice, boolean mixed, Consumer<String> journal) {
        this.members = members;
        network = members.network();
        this.dice = dice;
        this.mixed = mixed;
        this.journal = journal;
    }

    /** What may happen to the members that are given, and may last while something else happens to others. */
    private enum Fault {
        KILLED,
        STOPPED,
        FROZEN,
        PARTED,
        DEAF,
        MUTE,
        SLOW,
        FLAPPING
    }

    /** One to three faults at the same time, or one that the ensemble can survive only by itself. */
    void next() throws IOException {
        int chance = dice.nextInt(8);
        if (chance == 0) {
            all();
        } else if (chance == 1) {
            comeBackEmpty();
        } else if (chance == 2) {
            setBack();
        } else if (chance == 3) {
            rolling();
        } else {
            several();
        }
        network.heal();
        members.start();
    }

    private void several() {
        List<Integer> left = new ArrayList<>(members.ids());
        Collections.shuffle(left, dice);
        List<Integer> frozen = new ArrayList<>();
        for (int faults = dice.nextInt(1, MOST_AT_ONCE + 1); faults > 0; faults--) {
            List<Integer> victims = new ArrayList<>();
            for (int most = dice.nextInt(1, 3); most > 0 && !left.isEmpty(); most--) {
                victims.add(left.removeLast());
            }
            Fault fault = Fault.values()[dice.nextInt(Fault.values().length)];
            journal.accept(fault + " " + victims);
            for (int victim : victims) {
                befall(fault, victim);
                if (fault == Fault.FROZEN) {
                    frozen.add(victim);
                }
            }
            last();
        }
        frozen.forEach(id -> members.member(id).goOn());
    }

    private void befall(Fault fault, int victim) {
        switch (fault) {
            case KILLED -> members.member(victim).kill();
            case STOPPED -> members.member(victim).stop();
            case FROZEN -> members.member(victim).freeze();
            case PARTED -> network.part(List.of(victim));
            case DEAF -> members.idsWithout(victim).forEach(from -> network.cut(from, victim));
            case MUTE -> members.idsWithout(victim).forEach(to -> network.cut(victim, to));
            case SLOW -> members.idsWithout(victim).forEach(to -> network.delay(victim, to, delay()));
            case FLAPPING -> flap(victim);
        }
    }

    private Duration delay() {
        return Duration.ofMillis(dice.nextInt(1, LONGEST_DELAY_MS));
    }

    private void flap(int victim) {
        List<Integer> others = members.idsWithout(victim);
        int other = others.get(dice.nextInt(others.size()));
        for (int flaps = dice.nextInt(1, MOST_FLAPS); flaps > 0; flaps--) {
            network.reset(victim, other);
            LockSupport.parkNanos(delay().toNanos());
        }
    }

    private void last() {
        LockSupport.parkNanos(Duration.ofMillis(dice.nextInt(1, LONGEST_MS)).toNanos());
    }

    private void all() {
        journal.accept("all killed");
        members.all().forEach(each -> each.kill());
    }

    private void rolling() {
        for (int id : members.ids()) {
            boolean other = mixed && dice.nextBoolean();
            journal.accept(id + " stopped" + (other ? ", becomes the other kind" : ""));
            members.member(id).stop();
            if (other) {
                members.become(
                        id,
                        members.member(id).kind() == ServerKind.QUORATE
                                ? ServerKind.APACHE_ZOOKEEPER
                                : ServerKind.QUORATE);
            }
            members.start(id);
        }
    }

    /** Only while all others are there and serve: what one forgets, each of them knows. */
    private void comeBackEmpty() {
        int id = dice.nextInt(1, members.count() + 1);
        journal.accept(id + " comes back with nothing");
        die(id);
        members.wipe(id);
        members.start(id);
    }

    /** The same: what it has promised since, it knows nothing of. */
    private void setBack() throws IOException {
        int id = dice.nextInt(1, members.count() + 1);
        journal.accept(id + " is set back to what it has now");
        members.member(id).stop();
        Path old = Workplace.copy(members.member(id).dataDirectory(), "endure-old-directory");
        members.start(id);
        last();
        die(id);
        members.restore(id, old);
        members.start(id);
    }

    private void die(int id) {
        members.member(id).kill();
        members.awaitLeader(members.idsWithout(id));
        last();
    }
}
