package io.quorate.transport.peer;

import io.quorate.zab.ZabMessage;
import io.quorate.zab.codec.QuorumEncoder;
import io.quorate.zab.codec.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Packets as bytes. What a leader says to each of its learners is one message and is encoded once; a proposal, its
 * commit and its information for observers may take turns. Owned by the driver's thread.
 */
final class EncodedOnce {

    /** The last message of a kind. */
    private static final class Slot {
        private final Writer writer = new Writer();
        private @Nullable ZabMessage message;
    }

    private final Slot proposals = new Slot();
    private final Slot commits = new Slot();
    private final Slot informs = new Slot();
    private final Slot others = new Slot();

    /** The packet; valid until the next call. What is equal and another message is encoded again, which costs less. */
    @SuppressWarnings("ReferenceEquality")
    Writer encode(ZabMessage message) {
        Slot slot = slotOf(message);
        if (slot.message != message) {
            slot.message = null;
            slot.writer.clear();
            QuorumEncoder.encode(message, slot.writer);
            slot.message = message;
        }
        return slot.writer;
    }

    private Slot slotOf(ZabMessage message) {
        if (message instanceof ZabMessage.Propose) {
            return proposals;
        }
        if (message instanceof ZabMessage.Commit) {
            return commits;
        }
        return message instanceof ZabMessage.Inform ? informs : others;
    }
}
