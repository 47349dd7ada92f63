package io.quorate.simulator.application.play;

import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What all programs of a run share: time, what was asked and not yet answered, and where broken promises are noted. */
public final class Chronicle {
    private final World world;
    private final History history;
    private final TreeMap<Long, Open> open = new TreeMap<>();
    private long asked;
    private boolean calm;
    private boolean closing;

    private record Open(Actor actor, String what, long at) {}

    /** One in which nothing was asked yet. */
    public Chronicle(World world, History history) {
        this.world = world;
        this.history = history;
    }

    /** Virtual nanoseconds. */
    public long now() {
        return world.now();
    }

    /** What happened so far, to everybody. */
    public History history() {
        return history;
    }

    /** There are no faults any more. */
    public void calm() {
        calm = true;
    }

    /** Whether there are no faults any more. */
    public boolean isCalm() {
        return calm;
    }

    /** Programs are to end what they have begun, and to begin nothing. */
    public void close() {
        closing = true;
    }

    /** Whether programs are to begin nothing any more. */
    public boolean isClosing() {
        return closing;
    }

    /** A promise is put to the test. */
    public void require(boolean holds, Promise promise, Supplier<String> what) {
        history.test(holds, promise, world.now(), what);
    }

    /** Notes what a program does or learns. */
    public void note(Actor actor, long value, Supplier<String> words) {
        world.note(Mark.PLAY, actor.machine(), value, words);
    }

    long asked(Actor actor, String what) {
        long number = ++asked;
        open.put(number, new Open(actor, what, world.now()));
        return number;
    }

    void answered(long number) {
        open.remove(number);
    }

    /** Nobody waits for what a killed process has asked. */
    public void forget(Actor actor) {
        open.values().removeIf(each -> each.actor().equals(actor));
    }

    /** Whether nobody waits for anything. */
    public boolean isQuiet() {
        return open.isEmpty();
    }

    /** What is still waited for, for people. */
    public List<String> open() {
        List<String> words = new ArrayList<>();
        open.values()
                .forEach(each -> words.add(each.what() + " on machine "
                        + each.actor().machine() + " since " + each.at() / World.MS + " ms"));
        return words;
    }
}
