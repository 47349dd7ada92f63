package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.MemberLog;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import java.util.ArrayList;
import java.util.List;

/** What the ghost knows of one member. */
public final class Shadow {
    private static final Role AT_FIRST = new Role.Looking();
    private static final long NO_STATE = -1;

    private final int member;
    private final boolean votes;
    private final MemberLog log;
    private final List<Settled> lost = new ArrayList<>();
    private Role role = AT_FIRST;
    private long durableZxid;
    private long acceptedEpoch;
    private long currentEpoch;
    private long establishedEpoch;
    private long appliedZxid;
    private long stateZxid = NO_STATE;
    private long stateDigest;
    private int agreed;
    private boolean up;
    private boolean trusted = true;
    private boolean robbed;

    Shadow(int member, boolean votes, MemberLog log) {
        this.member = member;
        this.votes = votes;
        this.log = log;
    }

    int member() {
        return member;
    }

    boolean votes() {
        return votes;
    }

    /** Its history as it knows it, durable or not, from the first txn ever. */
    MemberLog log() {
        return log;
    }

    /** What it is at the moment. */
    public Role role() {
        return role;
    }

    long durableZxid() {
        return durableZxid;
    }

    long acceptedEpoch() {
        return acceptedEpoch;
    }

    long currentEpoch() {
        return currentEpoch;
    }

    /** The last zxid in its state. */
    public long appliedZxid() {
        return appliedZxid;
    }

    /** Whether that state has not been judged yet. */
    boolean isNewState(long zxid, long digest) {
        return zxid != stateZxid || digest != stateDigest;
    }

    /** How many txns from the beginning are known to be those decided. */
    int agreed() {
        return agreed;
    }

    void agree(int count) {
        agreed = count;
    }

    boolean isUp() {
        return up;
    }

    /** Whether it serves clients. */
    public boolean serves() {
        return up && role.serves();
    }

    /** Whether it has all that it ever had. */
    public boolean isTrusted() {
        return trusted;
    }

    /** Whether its disk was emptied and it has not got everything anew. */
    public boolean isRobbed() {
        return robbed;
    }

    /** Whether it leads an epoch whose history a quorum has. */
    boolean reigns() {
        return role instanceof Role.Leading(long epoch, Phase _) && epoch == establishedEpoch;
    }

    /** The epoch that it has established, 0 if it never has. */
    long establishedEpoch() {
        return establishedEpoch;
    }

    /** Whether its disk holds that txn for certain, or did until chance, not the member, destroyed it. */
    boolean holds(Settled txn) {
        Settled mine = txn.zxid() <= durableZxid ? log.settled(txn.zxid()) : null;
        return (mine != null && mine.recordHash() == txn.recordHash()) || wasRobbedOf(txn);
    }

    /** Whether chance has destroyed it here. */
    boolean wasRobbedOf(Settled txn) {
        return !lost.isEmpty()
                && lost.stream().anyMatch(each -> each.zxid() == txn.zxid() && each.recordHash() == txn.recordHash());
    }

    /** Learns what is seen. */
    void learn(Sight sight) {
        switch (sight) {
            case Sight.Booted(int _, long lastZxid, long accepted, long current, boolean believed) -> {
                up = true;
                stateZxid = NO_STATE;
                trusted = believed;
                log.recoveredTo(lastZxid);
                durableZxid = lastZxid;
                appliedZxid = lastZxid;
                acceptedEpoch = accepted;
                currentEpoch = current;
                become(AT_FIRST);
            }
            case Sight.Stopped _ -> {
                up = false;
                become(AT_FIRST);
            }
            case Sight.Appended(int _, Settled txn) -> log.append(txn);
            case Sight.Persisted(int _, long zxid) -> durableZxid = Math.max(durableZxid, zxid);
            case Sight.AcceptedSaved(int _, long epoch) -> acceptedEpoch = epoch;
            case Sight.CurrentSaved(int _, long epoch) -> {
                currentEpoch = epoch;
                trusted = true;
                robbed = false;
            }
            case Sight.Cut(int _, long zxid) -> {
                log.recoveredTo(zxid);
                endsWith(zxid);
            }
            case Sight.Replaced(int _, List<Settled> history) -> {
                log.replaceBy(history);
                endsWith(log.lastZxid());
                appliedZxid = log.lastZxid();
            }
            case Sight.Wiped _ -> {
                lost.addAll(log.txns().subList(0, log.countThrough(durableZxid)));
                log.recoveredTo(0);
                endsWith(0);
                acceptedEpoch = 0;
                currentEpoch = 0;
                trusted = false;
                robbed = true;
            }
            case Sight.Became(int _, Role next) -> become(next);
            case Sight.Established(int _, long epoch) -> establishedEpoch = epoch;
            case Sight.Applied(int _, Settled txn) -> appliedZxid = txn.zxid();
            case Sight.State(int _, long zxid, long digest) -> {
                stateZxid = zxid;
                stateDigest = digest;
            }
            case Sight.Decided _, Sight.Said _, Sight.SaidHistory _, Sight.Heard _, Sight.Voted _ -> {}
        }
        agreed = Math.min(agreed, log.txns().size());
    }

    private void become(Role next) {
        role = next;
        if (!(next instanceof Role.Leading)) {
            establishedEpoch = 0;
        }
    }

    private void endsWith(long zxid) {
        durableZxid = zxid;
        stateZxid = NO_STATE;
        appliedZxid = Math.min(appliedZxid, zxid);
    }
}
