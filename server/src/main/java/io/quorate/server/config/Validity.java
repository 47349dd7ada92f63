package io.quorate.server.config;

/**
 * What must hold between settings before anything starts (configuration 1.4), in ZooKeeper's words where it has some.
 */
final class Validity {
    private static final String PROMETHEUS = "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider";
    private static final String NONE = "org.apache.zookeeper.metrics.impl.NullMetricsProvider";
    private static final String DEFAULT = "org.apache.zookeeper.metrics.impl.DefaultMetricsProvider";

    private Validity() {}

    static void check(Values values) {
        if (!values.isGiven(DiskSettings.DATA_DIR)) {
            values.problem("dataDir is not set. Add a line dataDir=<path>.");
        }
        addressNeedsPort(values, ServiceSettings.CLIENT_PORT_ADDRESS, ServiceSettings.CLIENT_PORT);
        addressNeedsPort(values, ServiceSettings.SECURE_CLIENT_PORT_ADDRESS, ServiceSettings.SECURE_CLIENT_PORT);
        long election = values.get(EnsembleSettings.ELECTION_ALG);
        if (election != EnsembleSettings.FAST_ELECTION && election != EnsembleSettings.BASIC_ELECTION) {
            values.problem(
                    "Invalid electionAlg value. Only 3 is supported. Where every member is Quorate's, 0 is too.");
        }
        sasl(values);
    }

    private static void addressNeedsPort(Values values, Setting<?> address, Setting<?> port) {
        if (values.isGiven(address) && !values.isGiven(port)) {
            values.problem(address.name() + " is set but " + port.name() + " is not set.");
        }
    }

    private static void sasl(Values values) {
        boolean enabled = values.get(SecuritySettings.QUORUM_SASL);
        boolean learner = values.get(SecuritySettings.QUORUM_LEARNER_SASL);
        boolean server = values.get(SecuritySettings.QUORUM_SERVER_SASL);
        if (learner && !enabled) {
            values.problem("quorum.auth.enableSasl is disabled, so cannot enable quorum.auth.learnerRequireSasl.");
        }
        if (server && !enabled) {
            values.problem("quorum.auth.enableSasl is disabled, so cannot enable quorum.auth.serverRequireSasl.");
        } else if (server && !learner) {
            values.problem(
                    "quorum.auth.learnerRequireSasl is disabled, so cannot enable quorum.auth.serverRequireSasl.");
        }
    }

    /** The provider by the name of ZooKeeper's class. */
    static ServerConfig.Metrics.Provider provider(Values values) {
        String name = values.get(OperatorSettings.METRICS_CLASS);
        return switch (name) {
            case DEFAULT -> ServerConfig.Metrics.Provider.DEFAULT;
            case NONE -> ServerConfig.Metrics.Provider.NONE;
            case PROMETHEUS -> ServerConfig.Metrics.Provider.PROMETHEUS;
            default -> {
                values.problem("metrics provider class was not found: metricsProvider.className=" + name
                        + "; known are " + DEFAULT + ", " + NONE + " and " + PROMETHEUS + ".");
                yield ServerConfig.Metrics.Provider.DEFAULT;
            }
        };
    }
}
