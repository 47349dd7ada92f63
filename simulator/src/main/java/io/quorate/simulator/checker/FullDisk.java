package io.quorate.simulator.checker;

import java.util.TreeSet;

/** L8: whoever has ended because its disk was full is there again when there has been room for a while. */
final class FullDisk implements Checker {
    private static final String FULL = "No space left";

    @Override
    public void check(Evidence evidence, Findings findings) {
        TreeSet<Integer> ended = new TreeSet<>();
        TreeSet<Integer> ever = new TreeSet<>();
        boolean alive = false;
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Stopped stopped
                when stopped.reason().contains(FULL) -> {
                    ended.add(stopped.member());
                    ever.add(stopped.member());
                }
                case Entry.Recovered recovered -> ended.remove(recovered.member());
                case Entry.Unrecoverable refused -> ended.remove(refused.member());
                case Entry.Rested _ -> alive = false;
                case Entry.Answered _ -> alive = true;
                case Entry.Calm calm -> {
                    // Where too much is lost for anything to go on, nobody is started again.
                    if (alive && !ever.isEmpty()) {
                        findings.require(
                                ended.isEmpty(),
                                Promise.L8,
                                calm.at(),
                                () -> "members " + ended + " have not come back since their disks were full");
                    }
                }
                default -> {
                    // Neither ends nor begins a life.
                }
            }
        }
    }
}
