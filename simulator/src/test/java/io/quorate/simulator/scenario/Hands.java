package io.quorate.simulator.scenario;

import io.quorate.replica.Input;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Peers;
import io.quorate.simulator.BrokenEnsemble;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.member.Tampering;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds up a member's log, as a disk does that stalls: what is handed over waits, in order, until it is let go. Reaches
 * in between a member and its log, and does nothing else.
 */
final class Hands implements Tampering {
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private @Nullable Member member;
    private boolean holding;
    private boolean answersOwnPings;

    /** Whose hands they are. */
    void belongTo(Member newMember) {
        member = newMember;
    }

    /** From its next start on the member takes its own pings for answered, whoever hears them (S64). */
    void answerOwnPings() {
        answersOwnPings = true;
    }

    @Override
    public Peers peers(Peers peers, Consumer<Input> inputs) {
        return answersOwnPings ? new BrokenEnsemble.AnsweringItself(peers, inputs) : peers;
    }

    /** From now on nothing reaches the log. */
    void hold() {
        holding = true;
    }

    /** What was held up reaches it now, unless the member has died since. */
    void letGo() {
        holding = false;
        Member whose = member;
        if (whose != null && whose.isUp()) {
            whose.inspect(_ -> {
                while (!held.isEmpty()) {
                    held.remove().run();
                }
            });
        }
    }

    /** How much is held up. */
    int size() {
        return held.size();
    }

    @Override
    public EnsembleJournal ensembleJournal(EnsembleJournal journal, Consumer<Input> inputs) {
        held.clear();
        return new HeldJournal(journal);
    }

    private void pass(Runnable order) {
        if (holding || !held.isEmpty()) {
            held.add(order);
        } else {
            order.run();
        }
    }

    private final class HeldJournal implements EnsembleJournal {
        private final EnsembleJournal journal;

        HeldJournal(EnsembleJournal journal) {
            this.journal = journal;
        }

        @Override
        public void append(long zxid, byte[] payload, int offset, int length) {
            journal.append(zxid, payload, offset, length);
        }

        @Override
        public void submit() {
            pass(journal::submit);
        }

        @Override
        public void roll() {
            journal.roll();
        }

        @Override
        public void saveAcceptedEpoch(long epoch) {
            pass(() -> journal.saveAcceptedEpoch(epoch));
        }

        @Override
        public void saveCurrentEpoch(long epoch) {
            pass(() -> journal.saveCurrentEpoch(epoch));
        }

        @Override
        public void truncate(long zxid) {
            pass(() -> journal.truncate(zxid));
        }

        @Override
        public void installSnapshot(long zxid) {
            pass(() -> journal.installSnapshot(zxid));
        }

        @Override
        public void abandonSnapshot() {
            pass(journal::abandonSnapshot);
        }
    }
}
