package io.quorate.simulator.member;

import io.quorate.replica.Input;
import io.quorate.replica.port.Journal;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Words;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.World;
import io.quorate.storage.log.TxnLog;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.MalformedException;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The log thread of a member, as events: it takes what was submitted, writes it, syncs it, and says so. What is
 * submitted meanwhile waits for the next round.
 */
final class LogThread implements Journal {
    private static final int MOST_RECORD_BYTES = 2 << 20;
    private static final long WAKE_DELAY = World.MS / 50;

    private final Member member;
    private final World world;
    private final TxnLog log;
    private final Dice dice;
    private final MemberSettings settings;
    private long durable;
    private final JuteReader reader = new JuteReader(MOST_RECORD_BYTES);
    private final ArrayDeque<Work> appended = new ArrayDeque<>();
    private final ArrayDeque<Work> submitted = new ArrayDeque<>();
    private boolean busy;

    /** A record, or with zxid 0 the beginning of a new file. */
    private record Work(long zxid, byte[] record) {}

    LogThread(Member member, TxnLog log, Dice dice, long recoveredZxid) {
        this.member = member;
        this.world = member.world();
        this.log = log;
        this.dice = dice;
        this.settings = member.settings();
        this.durable = recoveredZxid;
    }

    /** The last zxid of which the disk has said that it is durable. */
    long durableZxid() {
        return durable;
    }

    @Override
    public void append(long zxid, byte[] payload, int offset, int length) {
        member.effects().next();
        byte[] record = Arrays.copyOfRange(payload, offset, offset + length);
        appended.add(new Work(zxid, record));
        try {
            TxnCodec.Logged logged = TxnCodec.read(reader.reset(record, 0, length));
            long hash = Arrays.hashCode(record);
            member.log()
                    .append(new History.Settled(
                            world.now(), logged.header(), logged.txn(), logged.hasDigest(), logged.digest(), hash));
            world.trace().mix(hash);
            world.note(member.id(), Mark.APPEND, zxid, length, () -> Words.of(logged.header() + " " + logged.txn()));
        } catch (MalformedException notATxn) {
            throw new IllegalStateException("the member appends what is no txn at zxid " + zxid, notATxn);
        }
    }

    @Override
    public void submit() {
        member.effects().next();
        submitted.addAll(appended);
        appended.clear();
        if (!busy && !submitted.isEmpty()) {
            busy = true;
            member.in(Task.LOG_WAKE, dice.delay(WAKE_DELAY), this::write);
        }
    }

    @Override
    public void roll() {
        member.effects().next();
        appended.add(new Work(0, new byte[0]));
    }

    private void write() {
        long last = 0;
        int records = 0;
        while (!submitted.isEmpty()) {
            Work work = submitted.remove();
            if (work.zxid() == 0) {
                log.roll();
            } else {
                log.append(work.zxid(), work.record(), 0, work.record().length);
                last = work.zxid();
                records++;
            }
        }
        long zxid = last;
        int count = records;
        member.in(Task.LOG_SYNC, syncTime(), () -> sync(zxid, count));
    }

    private long syncTime() {
        boolean stalls = settings.stallsPerMille() > 0 && dice.perMille(settings.stallsPerMille());
        return stalls ? dice.belowLong(MemberSettings.MOST_STALL) : dice.delay(settings.meanSyncNanos());
    }

    private void sync(long zxid, int records) {
        member.effects().delicate();
        log.sync();
        durable = Math.max(durable, zxid);
        member.effects().delicate();
        world.note(member.id(), Mark.SYNC, zxid, records, () -> "");
        if (zxid != 0) {
            member.post(new Input.Persisted(zxid));
        }
        if (submitted.isEmpty()) {
            busy = false;
        } else {
            member.in(Task.LOG_WAKE, dice.delay(WAKE_DELAY), this::write);
        }
    }
}
