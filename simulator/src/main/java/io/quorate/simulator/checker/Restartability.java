package io.quorate.simulator.checker;

/** L5 and W7: the member always comes back by itself, and in the end remembers nothing of clients that are gone. */
final class Restartability implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        for (Entry entry : evidence.history().entries()) {
            switch (entry) {
                case Entry.Recovered _ -> findings.checked(Promise.L5);
                case Entry.Unrecoverable unrecoverable ->
                    findings.violated(
                            Promise.L5,
                            unrecoverable.at(),
                            "boot " + unrecoverable.boot() + " was refused: " + unrecoverable.reason());
                case Entry.Quiet quiet ->
                    findings.require(
                            quiet.watches() == 0 && quiet.outstanding() == 0,
                            Promise.W7,
                            quiet.at(),
                            () -> quiet.watches() + " watches and " + quiet.outstanding()
                                    + " proposals are left when everybody is gone");
                case Entry.Knocked _,
                        Entry.Attached _,
                        Entry.Refused _,
                        Entry.Asked _,
                        Entry.Arrived _,
                        Entry.Answered _,
                        Entry.Announced _,
                        Entry.Stopped _,
                        Entry.Expired _,
                        Entry.Alarmed _ -> {}
            }
        }
    }
}
