package io.quorate.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the values that concern members together into an {@link EnsembleConfig}. */
final class EnsembleAssembling {
    private static final long UNKNOWN = -1;
    private static final int ORDINARY_BIND_ATTEMPTS = 3;
    /** Where the session ids of extended types have only a byte for it. */
    private static final long GREATEST_WITH_EXTENDED_TYPES = 254;

    private final Values values;

    private EnsembleAssembling(Values values) {
        this.values = values;
    }

    /** Problems are left in the values; {@code self} is null when {@code myid} is missing. */
    static EnsembleConfig of(Values values, Members members, @Nullable Long self, int tickMs) {
        return new EnsembleAssembling(values).config(members, self, tickMs);
    }

    private EnsembleConfig config(Members members, @Nullable Long self, int tickMs) {
        refuseWhatIsNotSecured();
        if (self == null) {
            values.problem("myid file is missing. Write this member's number, as in its server line, into"
                    + " <dataDir>/myid.");
        } else {
            checkSelf(members, self);
        }
        if (values.get(EnsembleSettings.RECONFIG)) {
            values.problem(
                    EnsembleSettings.RECONFIG.name() + "=true: this version cannot change who the members are, and"
                            + " must not be asked to. Remove the line on every member.");
        }
        EnsembleConfig.Timing timing = timing();
        return new EnsembleConfig(
                self == null ? UNKNOWN : self,
                members.all().stream()
                        .map(line -> new EnsembleConfig.Peer(
                                line.id(), line.participant(), line.addresses(), line.clientText(), line.text()))
                        .toList(),
                members.groups(),
                members.version(),
                timing,
                election(),
                links(Math.multiplyExact((long) tickMs, timing.syncLimit())),
                new EnsembleConfig.Limits(
                        whole(DiskSettings.COMMIT_LOG_COUNT),
                        values.get(DiskSettings.FORCE_SNAPSHOT_SYNC),
                        snapshotSizeFactor()));
    }

    /** Members that were told to prove who they are do not go on in plain text as if nothing had been said. */
    private void refuseWhatIsNotSecured() {
        for (Setting<Boolean> setting : List.of(
                EnsembleSettings.QUORUM_TLS,
                SecuritySettings.QUORUM_LEARNER_SASL,
                SecuritySettings.QUORUM_SERVER_SASL)) {
            if (values.get(setting)) {
                values.problem(setting.name() + "=true: this version cannot secure the links between members. Remove"
                        + " the line only where the network between them is trusted.");
            }
        }
    }

    private void checkSelf(Members members, long self) {
        if (self > GREATEST_WITH_EXTENDED_TYPES && values.get(ServiceSettings.EXTENDED_TYPES)) {
            values.problem("myid is " + self + ", and with extendedTypesEnabled=true it must not be greater than "
                    + GREATEST_WITH_EXTENDED_TYPES + ".");
        }
        for (MemberLine line : members.all()) {
            boolean observer = values.get(EnsembleSettings.PEER_TYPE).equals("observer");
            if (line.id() == self && line.participant() == observer) {
                values.warn("Peer type from servers list (" + (line.participant() ? "PARTICIPANT" : "OBSERVER")
                        + ") doesn't match peerType (" + (observer ? "OBSERVER" : "PARTICIPANT")
                        + "). Defaulting to servers list.");
            }
        }
    }

    private EnsembleConfig.Timing timing() {
        int init = limit(EnsembleSettings.INIT_LIMIT);
        return new EnsembleConfig.Timing(
                init,
                limit(EnsembleSettings.SYNC_LIMIT),
                whole(EnsembleSettings.CONNECT_LIMIT),
                whole(EnsembleSettings.CONNECT_DELAY));
    }

    private int limit(Setting<Long> setting) {
        int ticks = whole(setting);
        if (ticks == 0) {
            values.problem(setting.name() + " is not set.");
        }
        return ticks;
    }

    private EnsembleConfig.Election election() {
        int min = whole(EnsembleSettings.MIN_NOTIFICATION);
        int max = whole(EnsembleSettings.MAX_NOTIFICATION);
        if (max < min) {
            values.problem(EnsembleSettings.MAX_NOTIFICATION.name() + "=" + max + " is less than "
                    + EnsembleSettings.MIN_NOTIFICATION.name() + "=" + min + ".");
        }
        return new EnsembleConfig.Election(
                values.get(EnsembleSettings.ELECTION_ALG) == EnsembleSettings.BASIC_ELECTION, min, max);
    }

    private EnsembleConfig.Links links(long syncMs) {
        int attempts = whole(EnsembleSettings.BIND_RETRY);
        int handshake = whole(EnsembleSettings.CNXN_TIMEOUT);
        return new EnsembleConfig.Links(
                values.get(EnsembleSettings.LISTEN_EVERYWHERE),
                attempts < 0 ? ORDINARY_BIND_ATTEMPTS : attempts,
                whole(EnsembleSettings.CNX_TIMEOUT),
                handshake > 0 ? handshake : Math.clamp(syncMs, 0, Integer.MAX_VALUE),
                values.get(EnsembleSettings.KEEP_ALIVE),
                values.get(EnsembleSettings.MULTI_ADDRESS));
    }

    /** Zero says that there is no limit. */
    private double snapshotSizeFactor() {
        double factor = values.get(DiskSettings.SNAPSHOT_SIZE_FACTOR);
        return factor == 0 ? EnsembleConfig.Limits.ANY_LOG : factor;
    }

    private int whole(Setting<Long> setting) {
        return Math.toIntExact(values.get(setting));
    }
}
