package io.quorate.replica.driver;

import io.quorate.replica.Input;
import io.quorate.replica.port.Archive;
import io.quorate.replica.port.Stored;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what changes the history of a member of an ensemble: cutting it off, and putting a received snapshot in
 * its place. The state of the new history is rebuilt first, and only what could be rebuilt becomes the history, so
 * that an order is carried out exactly or has changed nothing. It owns no thread and starts none: whoever owns the log,
 * a thread of the server or the simulator, calls it there and passes the answer on.
 */
public final class Restoration {
    private final Recovery recovery;
    private final Archive archive;
    private final Consumer<String> notCut;

    /**
     * One for a member.
     *
     * @param recovery how states are rebuilt
     * @param notCut hears why a history could not be cut, as a sentence for people
     */
    public Restoration(Recovery recovery, Archive archive, Consumer<String> notCut) {
        this.recovery = recovery;
        this.archive = archive;
        this.notCut = notCut;
    }

    /** Cuts history off after exactly {@code zxid}, or refuses; says what the replica hears. */
    public Input truncate(long zxid) {
        Archive.Alternative shorter = archive.endingAt(zxid);
        Recovery.Recovered rebuilt = rebuild(shorter);
        if (rebuilt == null || !shorter.adopt()) {
            return new Input.ForZab(new io.quorate.zab.Input.TruncateRefused(zxid));
        }
        return new Input.Restored(new io.quorate.zab.Input.Truncated(zxid), rebuilt.tree(), rebuilt.txns());
    }

    /**
     * Reads a snapshot that was received, which need not happen on the log's thread. What was read is handed to
     * {@link #install}.
     *
     * @throws RecoveryException if it cannot be understood
     * @throws Stored.UnreadableException if it cannot be read
     */
    public Received examine(Archive.Alternative received) {
        return new Received(received, recovery.run(received));
    }

    /** Puts a received snapshot in place of everything; says what the replica hears. */
    public Input install(Received received) {
        if (!received.history().adopt()) {
            throw new RecoveryException(
                    "The snapshot of 0x" + Long.toHexString(received.history().lastZxid())
                            + " that was received is gone before it could be installed. Start this member again:"
                            + " it will ask for another.");
        }
        return new Input.Restored(
                new io.quorate.zab.Input.SnapshotInstalled(received.history().lastZxid()),
                received.state().tree(),
                received.state().txns());
    }

    private Recovery.@Nullable Recovered rebuild(Archive.Alternative shorter) {
        try {
            Recovery.Recovered rebuilt = recovery.run(shorter);
            if (!rebuilt.hadSnapshot()) {
                // The next start could not tell what would be left from a disk that has lost everything.
                notCut.accept("history cannot be cut off after 0x" + Long.toHexString(shorter.lastZxid())
                        + ": no snapshot would be left to begin with");
                return null;
            }
            return rebuilt.tree().lastZxid() == shorter.lastZxid() ? rebuilt : null;
        } catch (RecoveryException | Stored.UnreadableException impossible) {
            notCut.accept("history cannot be cut off after 0x" + Long.toHexString(shorter.lastZxid()) + ": "
                    + impossible.getMessage());
            return null;
        }
    }

    /**
     * A received snapshot, read.
     *
     * @param history where it is
     * @param state what is in it; nobody else has it
     */
    public record Received(Archive.Alternative history, Recovery.Recovered state) {}
}
