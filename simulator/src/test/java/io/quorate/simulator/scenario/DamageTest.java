package io.quorate.simulator.scenario;

import static io.quorate.simulator.scenario.Caller.newZnode;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.member.Member;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 5.2 and 5.7: what is torn, silently changed or half deleted on one disk is never believed. */
final class DamageTest {
    private static final Shape THREE = Shape.of(3);
    private static final int LOG_HEADER_BYTES = 16;
    private static final int RECORD_HEADER_BYTES = Long.BYTES + Integer.BYTES;
    private static final int VICTIM = 2;

    /** S31: the power fails in the middle of the n-th disk operation; what was not synced may be there in parts. */
    @ParameterizedTest
    @EnumSource(Survival.class)
    void aLogThatIsTornWhileItBeginsOrGrowsIsNoObstacle(Survival survival) {
        for (int operation = 1; operation < 60; operation += 4) {
            Stage stage = Stage.serving(THREE.tidy());
            SimulatedDisk disk = stage.member(VICTIM).disk();
            stage.member(VICTIM).survives(survival);
            disk.faults().crashAt(disk.faults().operations() + operation);
            stage.caller(1).triesToWrite("/a", 12);
            stage.pass(50).up(VICTIM).serve();
            assertThat(stage.member(VICTIM).refusesToStart()).isFalse();
            stage.curtain();
        }
    }

    /** S33: an older file is damaged while newer ones are sound. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 12, 20})
    void aHoleBetweenLogFilesIsNotSkipped(int offsetInRecord) {
        Stage stage = Stage.serving(THREE.tidy());
        stage.caller(stage.leader()).writes("/a", 40);
        stage.kill(VICTIM);
        List<Path> logs = logs(stage.member(VICTIM));
        assertThat(logs).hasSizeGreaterThan(1);
        Path older = logs.get(logs.size() - 2);
        flip(stage, older, LOG_HEADER_BYTES + offsetInRecord, 1 << 3);
        stage.up(VICTIM).pass(500);
        assertThat(stage.member(VICTIM).refusesToStart() || stage.member(VICTIM).serves())
                .isTrue();
        stage.curtain();
    }

    /** S34: the checksum fits again, and only the digest of the state tells. */
    @Test
    void aRecordThatWasChangedTogetherWithItsChecksumIsFoundOutByTheDigest() {
        Stage stage = Stage.serving(THREE);
        stage.caller(stage.leader()).writes("/a", 12);
        stage.kill(VICTIM);
        Path log = logs(stage.member(VICTIM)).getLast();
        forge(stage, log);
        stage.up(VICTIM).pass(300);
        assertThat(stage.member(VICTIM).refusesToStart()
                        || stage.history().entries().stream()
                                .anyMatch(entry ->
                                        entry instanceof Entry.Alarmed alarm && alarm.promise() == Promise.Z18))
                .as("it is refused, or the member says that the digest is another")
                .isTrue();
    }

    /** S85: logs and snapshots are deleted, and only what is left says how far it went. */
    @ParameterizedTest
    @EnumSource(Survival.class)
    void whoDiesWhileOldFilesAreDeletedKnowsHowFarItWas(Survival survival) {
        EveryCrash.of(THREE.tidy(), survival, stage -> {
                    stage.caller(stage.leader()).triesToWrite("/b", 14);
                    stage.pass(30);
                })
                .after(stage -> stage.caller(stage.leader()).writes("/a", 14))
                .of(VICTIM);
    }

    /** S88: bits of one member of five are wrong, and it would win every tie. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void oneDamagedMemberOfFiveTakesNothingFromTheOthers(int bits) {
        Stage stage = Stage.serving(Shape.of(5));
        stage.caller(stage.leader()).writes("/a", 30);
        stage.pass(100).kill(1, 2, 3, 4, 5);
        Member damaged = stage.member(5);
        for (Path log : logs(damaged)) {
            int end = endOf(damaged.disk().bytes(log));
            for (int bit = 0; bit < bits; bit++) {
                damaged.disk().damage(log, LOG_HEADER_BYTES + (long) (end - LOG_HEADER_BYTES) * bit / bits, 1 << bit);
            }
            stage.history().add(new Entry.Damaged(stage.world().now(), 5, bits + " bits of " + log));
        }
        stage.up(5, 4, 3, 2, 1).serve();
        assertThat(stage.caller(stage.leader()).sees("/a29")).isTrue();
        stage.curtain();
    }

    /** S89: the power of all fails at once, at any moment behind an answer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void aPowerCutOfAllTakesNothingThatWasAnswered(int afterMs) {
        Stage stage = Stage.serving(THREE);
        Caller caller = stage.caller(stage.leader());
        caller.writes("/a", 3);
        for (int i = 0; i < 20; i++) {
            caller.ask(newZnode("/b" + i));
        }
        stage.pass(afterMs).powerCut(Survival.NOTHING, 1, 2, 3).up(1, 2, 3).serve();
        assertThat(stage.caller(1).sees("/a2")).isTrue();
        stage.curtain();
    }

    private static List<Path> logs(Member member) {
        return member.disk().files().stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith("log."))
                .toList();
    }

    private static void flip(Stage stage, Path file, long offset, int mask) {
        stage.member(VICTIM).disk().damage(file, offset, mask);
        stage.history().add(new Entry.Damaged(stage.world().now(), VICTIM, "a bit of " + file));
    }

    /** Changes the last byte but one of a znode's data in the last create, and puts the checksum right. */
    private static void forge(Stage stage, Path log) {
        byte[] bytes = stage.member(VICTIM).disk().bytes(log);
        ByteBuffer view = ByteBuffer.wrap(bytes);
        int at = LOG_HEADER_BYTES;
        int last = at;
        while (view.getInt(at + Long.BYTES) > 0) {
            last = at;
            at += RECORD_HEADER_BYTES + view.getInt(at + Long.BYTES) + 1;
        }
        int body = last + RECORD_HEADER_BYTES;
        int length = view.getInt(last + Long.BYTES);
        int data = dataIn(bytes, body, length);
        flip(stage, log, data, 1);
        bytes[data] ^= 1;
        Adler32 sum = new Adler32();
        sum.update(bytes, body, length);
        byte[] right = ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).array();
        for (int i = 0; i < Long.BYTES; i++) {
            int mask = (bytes[last + i] ^ right[i]) & 0xff;
            if (mask != 0) {
                flip(stage, log, last + i, mask);
            }
        }
    }

    /** Where the data of the znode begins: the callers write "it". */
    private static int dataIn(byte[] bytes, int body, int length) {
        for (int i = body + length - 2; i >= body; i--) {
            if (bytes[i] == 'i' && bytes[i + 1] == 't') {
                return i;
            }
        }
        throw new AssertionError("the last record creates no znode of a caller");
    }

    private static int endOf(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
