package io.quorate.server.admin;

import io.quorate.replica.ReplicaView;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a member is among the others, at one moment, in the words that tools look for (operations 2 and 3.1).
 *
 * @param role null for a server that serves alone
 * @param learners those it leads
 * @param lastZxid the end of its history
 * @param pendingSyncs clients' syncs for which it asks its quorum
 */
public record Rank(@Nullable Role role, List<LearnerState> learners, long lastZxid, int pendingSyncs) {
    private static final String ALONE = "standalone";
    private static final String LOOKING = "looking";
    private static final String NO_PHASE = "election";

    public Rank {
        learners = List.copyOf(learners);
    }

    /** Driver's thread. */
    public static Rank of(ReplicaView view) {
        return new Rank(view.role(), view.learners(), view.lastProposedZxid(), view.pendingSyncs());
    }

    /** Whether clients are served. */
    boolean serves() {
        return role == null || role.serves();
    }

    /** Whether others follow this member, or are about to. */
    boolean leads() {
        return role instanceof Role.Leading;
    }

    /** The one word of {@code srvr}. */
    String mode() {
        return switch (role) {
            case null -> ALONE;
            case Role.Leading _ -> "leader";
            case Role.Following _ -> "follower";
            case Role.Observing _ -> "observer";
            case Role.Looking _ -> LOOKING;
            case Role.Retired _ -> "retired";
        };
    }

    /** Role and phase; null for a server that serves alone. */
    @Nullable
    String peerState() {
        return switch (role) {
            case null -> null;
            case Role.Leading _ -> "leading - " + phase();
            case Role.Following _ -> "following - " + phase();
            case Role.Observing _ -> "observing - " + phase();
            case Role.Looking _ -> LOOKING + " - " + NO_PHASE;
            case Role.Retired _ -> "retired";
        };
    }

    /** How far it has come with its leader, or its followers; empty for a server that serves alone. */
    String phase() {
        return switch (role) {
            case null -> "";
            case Role.Leading(long _, Phase phase) -> word(phase);
            case Role.Following(ServerId _, long _, Phase phase) -> word(phase);
            case Role.Observing(ServerId _, long _, Phase phase) -> word(phase);
            case Role.Looking _, Role.Retired _ -> NO_PHASE;
        };
    }

    private static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    /** Whom it follows or observes, or itself if it leads; null for nobody. */
    @Nullable
    Long leader(long self) {
        return switch (role) {
            case null -> null;
            case Role.Leading _ -> self;
            case Role.Following(ServerId leader, long _, Phase _) -> leader.value();
            case Role.Observing(ServerId leader, long _, Phase _) -> leader.value();
            case Role.Looking _, Role.Retired _ -> null;
        };
    }
}
