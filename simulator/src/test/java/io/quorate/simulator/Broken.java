package io.quorate.simulator;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import io.quorate.replica.Input;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.port.Inbox;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Stored;
import io.quorate.replica.port.Time;
import io.quorate.storage.disk.StorageException;
import io.quorate.tree.access.AccessRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parts of a member that do not do what they should. */
final class Broken {
    private Broken() {}

    /** Says that all is durable when it has only been handed over. */
    static final class HastyJournal implements Journal {
        private final Journal journal;
        private final Consumer<Input> inputs;
        private final int every;
        private long last;
        private int submits;

        HastyJournal(Journal journal, Consumer<Input> inputs, int every) {
            this.journal = journal;
            this.inputs = inputs;
            this.every = every;
        }

        @Override
        public void append(long zxid, byte[] payload, int offset, int length) {
            journal.append(zxid, payload, offset, length);
            last = zxid;
        }

        @Override
        public void submit() {
            journal.submit();
            submits++;
            if (submits % every == 0) {
                inputs.accept(new Input.Persisted(last));
            }
        }

        @Override
        public void roll() {
            journal.roll();
        }
    }

    /** Reads all but the last record of the log. */
    record ForgetfulStored(Stored stored) implements Stored {
        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            List<byte[]> records = new ArrayList<>();
            stored.replay(
                    fromZxid,
                    (_, payload, offset, length) -> records.add(Arrays.copyOfRange(payload, offset, offset + length)));
            for (int i = 0; i < records.size() - 1; i++) {
                visitor.record(fromZxid + i, records.get(i), 0, records.get(i).length);
            }
        }
    }

    /** Believes that every snapshot holds one txn more than it does. */
    record MisnamedSnapshots(Stored stored) implements Stored {
        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            stored.replay(fromZxid, (zxid, payload, offset, length) -> {
                if (fromZxid == 1 || zxid > fromZxid) {
                    visitor.record(zxid, payload, offset, length);
                }
            });
        }
    }

    /** Takes a log that cannot be read any further for one that ends there (scenario S32). */
    record CarelessStored(Stored stored) implements Stored {
        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            try {
                stored.replay(fromZxid, visitor);
            } catch (StorageException _) {
                // The mistake: what was read so far is taken for all there is.
            }
        }
    }

    /** Does something to every twentieth record it reads. */
    record ChangingStored(Stored stored, Change change) implements Stored {
        /** What it does. */
        enum Change {
            SKIP,
            FLIP
        }

        private static final int EVERY = 20;

        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            stored.replay(fromZxid, (zxid, payload, offset, length) -> {
                boolean chosen = zxid % EVERY == 0;
                if (chosen && change == Change.FLIP) {
                    byte[] changed = payload.clone();
                    changed[offset + length - 1] ^= 1;
                    visitor.record(zxid, changed, offset, length);
                } else if (!chosen) {
                    visitor.record(zxid, payload, offset, length);
                }
            });
        }
    }

    /** Stops writing after a while and says nothing. */
    static final class SleepyJournal implements Journal {
        private static final int AWAKE = 30;

        private final Journal journal;
        private int submits;

        SleepyJournal(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void append(long zxid, byte[] payload, int offset, int length) {
            journal.append(zxid, payload, offset, length);
        }

        @Override
        public void submit() {
            submits++;
            if (submits < AWAKE) {
                journal.submit();
            }
        }

        @Override
        public void roll() {
            journal.roll();
        }
    }

    /** Drops requests that come right behind the handshake. */
    static final class ImpatientInbox implements Inbox {
        private final Inbox inbox;
        private @Nullable ClientLink knocking;

        ImpatientInbox(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable Input poll() {
            Input input = inbox.poll();
            if (input instanceof Input.Connect connect) {
                knocking = connect.link();
            } else if (input instanceof Input.FromClient request
                    && request.link().equals(knocking)) {
                knocking = null;
                return inbox.poll();
            }
            return input;
        }
    }

    record FastTime(Time time) implements Time {
        @Override
        public long monotonicMs() {
            return time.monotonicMs() * 5 / 4;
        }

        @Override
        public long wallMs() {
            return time.wallMs();
        }
    }

    record SlowTime(Time time) implements Time {
        @Override
        public long monotonicMs() {
            return time.monotonicMs() / 4;
        }

        @Override
        public long wallMs() {
            return time.wallMs();
        }
    }

    /** Rules that are asked in vain, or not. */
    static class Rules implements AccessRules {
        private final AccessRules rules;

        Rules(AccessRules rules) {
            this.rules = rules;
        }

        @Override
        public boolean allows(List<Acl> acl, int perms, List<Identity> who) {
            return rules.allows(acl, perms, who);
        }

        @Override
        public @Nullable List<Acl> normalise(@Nullable List<Acl> acl, List<Identity> who) {
            return rules.normalise(acl, who);
        }

        @Override
        public List<Acl> mask(List<Acl> acl) {
            return rules.mask(acl);
        }

        @Override
        public List<Identity> describe(List<Identity> who) {
            return rules.describe(who);
        }
    }

    /** Lets a later request of the same connection pass an earlier one. */
    static final class ReorderingInbox implements Inbox {
        private final Inbox inbox;
        private @Nullable Input held;

        ReorderingInbox(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable Input poll() {
            Input kept = held;
            if (kept != null) {
                held = null;
                return kept;
            }
            Input first = inbox.poll();
            Input second = first instanceof Input.FromClient ? inbox.poll() : null;
            if (second == null) {
                return first;
            }
            boolean sameLink = first instanceof Input.FromClient one
                    && second instanceof Input.FromClient other
                    && Objects.equals(one.link(), other.link());
            held = sameLink ? first : second;
            return sameLink ? second : first;
        }
    }

    /** Hands some writes over twice. */
    static final class RepeatingInbox implements Inbox {
        private final Inbox inbox;
        private @Nullable Input again;

        RepeatingInbox(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable Input poll() {
            Input input = again == null ? inbox.poll() : again;
            boolean repeats = again == null
                    && input instanceof Input.FromClient request
                    && request.request() instanceof WriteRequest
                    && request.xid() % 5 == 0;
            again = repeats ? input : null;
            return input;
        }
    }

    /** A connection that passes everything on. */
    static class Link implements ClientLink {
        private final ClientLink link;

        Link(ClientLink link) {
            this.link = link;
        }

        @Override
        public List<Identity> identities() {
            return link.identities();
        }

        @Override
        public long lastHeardMs() {
            return link.lastHeardMs();
        }

        @Override
        public @Nullable Attachment attachment() {
            return link.attachment();
        }

        @Override
        public void attach(@Nullable Attachment attachment) {
            link.attach(attachment);
        }

        @Override
        public void accept(ConnectResponse response) {
            link.accept(response);
        }

        @Override
        public void reply(int xid, long zxid, int error, Response body) {
            link.reply(xid, zxid, error, body);
        }

        @Override
        public void event(long zxid, EventType type, String path) {
            link.event(zxid, type, path);
        }

        @Override
        public void close() {
            link.close();
        }
    }

    /** Keeps an event back until the next reply has been said. */
    static final class SwappingLink extends Link {
        private @Nullable Runnable held;

        SwappingLink(ClientLink link) {
            super(link);
        }

        @Override
        public void event(long zxid, EventType type, String path) {
            release();
            held = () -> super.event(zxid, type, path);
        }

        @Override
        public void reply(int xid, long zxid, int error, Response body) {
            super.reply(xid, zxid, error, body);
            release();
        }

        private void release() {
            Runnable event = held;
            held = null;
            if (event != null) {
                event.run();
            }
        }
    }
}
