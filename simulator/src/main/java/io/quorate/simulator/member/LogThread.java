package io.quorate.simulator.member;

import io.quorate.replica.Input;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Words;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.World;
import io.quorate.storage.Storage;
import io.quorate.storage.log.TxnLog;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.MalformedException;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log thread of a member, as events: it takes what was submitted, writes it, syncs it, and says so. What is
 * submitted meanwhile waits for the next round. Other orders are carried out between rounds, in their turn.
 */
final class LogThread implements EnsembleJournal {
    private static final int MOST_RECORD_BYTES = 2 << 20;
    private static final long WAKE_DELAY = World.MS / 50;

    private final Member member;
    private final World world;
    private final Storage storage;
    private final Dice dice;
    private final MemberSettings settings;
    private final LogBook book;
    private final JuteReader reader = new JuteReader(MOST_RECORD_BYTES);
    private final ArrayDeque<Work> appended = new ArrayDeque<>();
    private final ArrayDeque<Work> submitted = new ArrayDeque<>();
    private @Nullable Orders orders;
    private long durable;
    private long written;
    private boolean busy;

    /** What there is to do. */
    private sealed interface Work {
        record Append(long zxid, byte[] record) implements Work {}

        record Roll() implements Work {}

        record Other(Runnable order) implements Work {}
    }

    /** Who is told of what the log goes through. */
    interface LogBook {
        /** A txn is handed over. */
        void appended(History.Settled txn);

        /** The log is durable up to here. */
        void persisted(long zxid);
    }

    LogThread(Member member, Storage storage, LogBook book, Dice dice, long recoveredZxid) {
        this.member = member;
        this.world = member.world();
        this.storage = storage;
        this.book = book;
        this.dice = dice;
        this.settings = member.settings();
        this.durable = recoveredZxid;
        this.written = recoveredZxid;
    }

    /** Who carries out what an ensemble asks of the disk. */
    void obey(Orders newOrders) {
        orders = newOrders;
    }

    /** The last zxid of which the disk has said that it is durable. */
    long durableZxid() {
        return durable;
    }

    /** The last zxid that has been synced, for those who read the log. */
    long writtenZxid() {
        return written;
    }

    /** History is another one, and ends here. */
    void endsWith(long zxid) {
        durable = zxid;
        written = zxid;
    }

    @Override
    public void append(long zxid, byte[] payload, int offset, int length) {
        member.effects().next();
        byte[] record = Arrays.copyOfRange(payload, offset, offset + length);
        appended.add(new Work.Append(zxid, record));
        try {
            TxnCodec.Logged logged = TxnCodec.read(reader.reset(record, 0, length));
            long hash = Arrays.hashCode(record);
            world.trace().mix(hash);
            world.note(member.id(), Mark.APPEND, zxid, length, () -> Words.of(logged.header() + " " + logged.txn()));
            book.appended(new History.Settled(
                    world.now(), logged.header(), logged.txn(), logged.hasDigest(), logged.digest(), hash));
        } catch (MalformedException notATxn) {
            throw new IllegalStateException("the member appends what is no txn at zxid " + zxid, notATxn);
        }
    }

    @Override
    public void submit() {
        member.effects().next();
        submitted.addAll(appended);
        appended.clear();
        wake();
    }

    private void wake() {
        if (!busy && !submitted.isEmpty()) {
            busy = true;
            member.in(Task.LOG_WAKE, dice.delay(WAKE_DELAY), this::work);
        }
    }

    @Override
    public void roll() {
        member.effects().next();
        appended.add(new Work.Roll());
    }

    @Override
    public void saveAcceptedEpoch(long epoch) {
        order(() -> orders().saveAcceptedEpoch(epoch));
    }

    @Override
    public void saveCurrentEpoch(long epoch) {
        order(() -> orders().saveCurrentEpoch(epoch));
    }

    @Override
    public void truncate(long zxid) {
        order(() -> orders().truncate(zxid));
    }

    @Override
    public void installSnapshot(long zxid) {
        order(() -> orders().install(zxid));
    }

    @Override
    public void abandonSnapshot() {
        order(orders().giveUpSnapshot());
    }

    private Orders orders() {
        Orders current = orders;
        if (current == null) {
            throw new IllegalStateException("a lone member was asked for what only an ensemble asks");
        }
        return current;
    }

    private void order(Runnable order) {
        submit();
        submitted.add(new Work.Other(order));
        wake();
    }

    private void work() {
        if (submitted.peek() instanceof Work.Other(Runnable order)) {
            submitted.remove();
            member.in(Task.LOG_SYNC, syncTime(), () -> {
                member.effects().delicate();
                order.run();
                goOn();
            });
        } else {
            write();
        }
    }

    private void write() {
        TxnLog log = storage.log();
        long last = 0;
        int records = 0;
        while (!submitted.isEmpty() && !(submitted.peek() instanceof Work.Other)) {
            if (submitted.remove() instanceof Work.Append(long zxid, byte[] record)) {
                log.append(zxid, record, 0, record.length);
                last = zxid;
                records++;
            } else {
                log.roll();
            }
        }
        long zxid = last;
        int count = records;
        member.in(Task.LOG_SYNC, syncTime(), () -> sync(log, zxid, count));
    }

    private long syncTime() {
        boolean stalls = settings.stallsPerMille() > 0 && dice.perMille(settings.stallsPerMille());
        long time = stalls ? dice.belowLong(MemberSettings.MOST_STALL) : dice.delay(settings.meanSyncNanos());
        return member.isSpared() ? Math.min(time, MemberSettings.QUICK_SYNC) : time;
    }

    private void sync(TxnLog log, long zxid, int records) {
        member.effects().delicate();
        log.sync();
        durable = Math.max(durable, zxid);
        written = Math.max(written, zxid);
        if (zxid != 0) {
            book.persisted(zxid);
        }
        member.effects().delicate();
        world.note(member.id(), Mark.SYNC, zxid, records, () -> "");
        if (zxid != 0) {
            member.post(new Input.Persisted(zxid));
        }
        goOn();
    }

    private void goOn() {
        busy = false;
        wake();
    }
}
