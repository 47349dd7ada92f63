package io.quorate.simulator;

import io.quorate.replica.Input;
import io.quorate.replica.port.Archive;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Peers;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import java.util.List;
import java.util.function.Consumer;

/** Parts of a member of an ensemble that do not do what they should. */
public final class BrokenEnsemble {
    private BrokenEnsemble() {}

    /** Passes everything on, and makes it easy to do one thing wrong. */
    static class PassingJournal implements EnsembleJournal {
        private final EnsembleJournal journal;
        private final Consumer<Input> inputs;

        PassingJournal(EnsembleJournal journal, Consumer<Input> inputs) {
            this.journal = journal;
            this.inputs = inputs;
        }

        /** An answer that the disk has not given. */
        void answer(io.quorate.zab.Input answer) {
            inputs.accept(new Input.ForZab(answer));
        }

        void persisted(long zxid) {
            inputs.accept(new Input.Persisted(zxid));
        }

        @Override
        public void append(long zxid, byte[] payload, int offset, int length) {
            journal.append(zxid, payload, offset, length);
        }

        @Override
        public void submit() {
            journal.submit();
        }

        @Override
        public void roll() {
            journal.roll();
        }

        @Override
        public void saveAcceptedEpoch(long epoch) {
            journal.saveAcceptedEpoch(epoch);
        }

        @Override
        public void saveCurrentEpoch(long epoch) {
            journal.saveCurrentEpoch(epoch);
        }

        @Override
        public void truncate(long zxid) {
            journal.truncate(zxid);
        }

        @Override
        public void installSnapshot(long zxid) {
            journal.installSnapshot(zxid);
        }

        @Override
        public void abandonSnapshot() {
            journal.abandonSnapshot();
        }
    }

    /** Says that a batch is durable when it has only been handed over. */
    static final class HastyJournal extends PassingJournal {
        private final int every;
        private long last;
        private int submits;

        HastyJournal(EnsembleJournal journal, Consumer<Input> inputs, int every) {
            super(journal, inputs);
            this.every = every;
        }

        @Override
        public void append(long zxid, byte[] payload, int offset, int length) {
            super.append(zxid, payload, offset, length);
            last = zxid;
        }

        @Override
        public void submit() {
            super.submit();
            submits++;
            if (submits % every == 0 && last != 0) {
                persisted(last);
            }
        }
    }

    /** A leader's: takes its own pings for answered, whoever hears them (S64). */
    public static final class AnsweringItself extends PassingPeers {
        private final Consumer<Input> inputs;

        /** Passes everything on to that door, and answers to the member. */
        public AnsweringItself(Peers peers, Consumer<Input> inputs) {
            super(peers);
            this.inputs = inputs;
        }

        @Override
        public void send(Link link, ZabMessage message) {
            super.send(link, message);
            if (message instanceof ZabMessage.Ping(long zxid)) {
                inputs.accept(new Input.ForZab(
                        new io.quorate.zab.Input.Received(link, new ZabMessage.Pong(zxid, Payload.EMPTY))));
            }
        }
    }

    /** Passes everything on, and makes it easy to say one thing wrong. */
    public static class PassingPeers implements Peers {
        private final Peers peers;

        /** Passes everything on to that door. */
        public PassingPeers(Peers peers) {
            this.peers = peers;
        }

        @Override
        public void tell(ServerId to, ElectionMessage message) {
            peers.tell(to, message);
        }

        @Override
        public void open(Link link, ServerId to) {
            peers.open(link, to);
        }

        @Override
        public void close(Link link, String reason) {
            peers.close(link, reason);
        }

        @Override
        public void send(Link link, ZabMessage message) {
            peers.send(link, message);
        }

        @Override
        public void sendHistory(Link link, long after, long through) {
            peers.sendHistory(link, after, through);
        }

        @Override
        public void beginSnapshot(Link link, long zxid) {
            peers.beginSnapshot(link, zxid);
        }

        @Override
        public void snapshotBytes(Link link, byte[] bytes, int offset, int length) {
            peers.snapshotBytes(link, bytes, offset, length);
        }

        @Override
        public void endSnapshot(Link link) {
            peers.endSnapshot(link);
        }

        @Override
        public long backlogBytes(Link link) {
            return peers.backlogBytes(link);
        }

        @Override
        public void receiveSnapshot(Link link, long zxid) {
            peers.receiveSnapshot(link, zxid);
        }

        @Override
        public void flush() {
            peers.flush();
        }
    }

    /** Cuts the state and leaves the log as it was (ZOOKEEPER-2845). */
    record CutInMemory(Archive archive) implements Archive {
        @Override
        public Alternative endingAt(long zxid) {
            Alternative shorter = archive.endingAt(zxid);
            return new Alternative() {
                @Override
                public long lastZxid() {
                    return shorter.lastZxid();
                }

                @Override
                public boolean adopt() {
                    return true;
                }

                @Override
                public List<Snapshot> snapshots() {
                    return shorter.snapshots();
                }

                @Override
                public void replay(long fromZxid, RecordVisitor visitor) {
                    shorter.replay(fromZxid, visitor);
                }
            };
        }
    }
}
