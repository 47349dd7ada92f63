package io.quorate.conformance;

import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.transcript.Sweeper;

/** The configurations under which pairs of servers run; a pair is started once and shared by all tests that name it. */
enum Profile {
    /** Everything switched on that can be seen, short ticks, and no reaper in between. */
    OPEN,
    /** The same for departures alone: what differed once shows in the root's counters from then on. */
    DEPARTING,
    /** TTL znodes, and a reaper that comes often. */
    REAPING,
    /** What an administrator who sets nothing gets, but for a reaper that can be waited for. */
    DEFAULTS,
    /** Nobody without a digest identity gets an answer. */
    ENFORCED;

    ServerSettings settings() {
        ServerSettings swept =
                ServerSettings.defaults().with("DigestAuthenticationProvider.superDigest", Sweeper.SUPER_DIGEST);
        return switch (this) {
            case OPEN, DEPARTING ->
                swept.with("tickTime", 500)
                        .with("minSessionTimeout", 500)
                        .with("maxSessionTimeout", 60_000)
                        .with("maxClientCnxns", 0)
                        .with("extendedTypesEnabled", true)
                        .with("enforceQuota", true)
                        .with("4lw.commands.whitelist", "*")
                        .withFlag("-Dznode.container.checkIntervalMs=3600000");
            case REAPING ->
                swept.with("extendedTypesEnabled", true)
                        .with("maxClientCnxns", 0)
                        .with("tickTime", 100)
                        .with("maxSessionTimeout", 60_000)
                        .withFlag("-Dznode.container.checkIntervalMs=200")
                        .withFlag("-Dznode.container.maxNeverUsedIntervalMs=1500");
            case DEFAULTS -> swept.withFlag("-Dznode.container.checkIntervalMs=300");
            case ENFORCED ->
                swept.with("maxClientCnxns", 0)
                        .with("enforce.auth.enabled", true)
                        .with("enforce.auth.schemes", "digest");
        };
    }
}
