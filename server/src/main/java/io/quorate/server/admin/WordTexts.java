package io.quorate.server.admin;

import io.quorate.server.admin.Survey.Watch;
import io.quorate.server.config.EnsembleConfig;
import io.quorate.storage.Storage;
import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.DoorStats;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answers to four-letter words, to the byte (client protocol 9.2). Functions of what they are given. */
final class WordTexts {
    private WordTexts() {}

    static String srvr(Version version, DoorStats door, Survey survey) {
        return versionLine(version) + figures(door, survey);
    }

    static String stat(Version version, DoorStats door, Survey survey, List<ConnectionStats> connections) {
        StringBuilder text = new StringBuilder(versionLine(version)).append("Clients:\n");
        for (ConnectionStats connection : connections) {
            text.append(' ').append(brief(connection)).append(")\n");
        }
        return text.append('\n').append(figures(door, survey)).toString();
    }

    private static String versionLine(Version version) {
        return "Zookeeper version: " + version.text() + '\n';
    }

    private static String figures(DoorStats door, Survey survey) {
        DoorStats.Latency latency = door.requests();
        return "Latency min/avg/max: " + latency.minMs() + '/' + average(latency) + '/' + latency.maxMs() + '\n'
                + "Received: " + door.packetsReceived() + '\n'
                + "Sent: " + door.packetsSent() + '\n'
                + "Connections: " + door.connections() + '\n'
                + "Outstanding: " + door.outstanding() + '\n'
                + "Zxid: " + hex(survey.lastZxid()) + '\n'
                + "Mode: " + survey.rank().mode() + '\n'
                + "Node count: " + survey.znodes() + '\n'
                + (survey.rank().leads() ? proposals(survey.proposals()) : "");
    }

    private static String proposals(Survey.Proposals sizes) {
        return "Proposal sizes last/min/max: " + sizes.last() + '/' + sizes.min() + '/' + sizes.max() + '\n';
    }

    /** The mean with at most four decimals. */
    static double average(DoorStats.Latency latency) {
        return BigDecimal.valueOf(latency.averageMs())
                .setScale(4, RoundingMode.HALF_UP)
                .doubleValue();
    }

    static String cons(List<ConnectionStats> connections) {
        StringBuilder text = new StringBuilder();
        for (ConnectionStats connection : connections) {
            text.append(' ').append(brief(connection));
            if (connection.sessionId() != 0) {
                session(text, connection);
            }
            text.append(")\n");
        }
        return text.append('\n').toString();
    }

    private static String brief(ConnectionStats connection) {
        return address(connection.remote()) + '[' + Integer.toHexString(connection.interestOps()) + "](queued="
                + connection.queued() + ",recved=" + connection.received() + ",sent=" + connection.sent();
    }

    private static void session(StringBuilder text, ConnectionStats connection) {
        text.append(",sid=").append(hex(connection.sessionId()));
        text.append(",lop=").append(connection.lastOperation());
        text.append(",est=").append(connection.establishedMs());
        text.append(",to=").append(connection.timeoutMs());
        if (connection.lastCxid() >= 0) {
            text.append(",lcxid=").append(hex(connection.lastCxid()));
        }
        text.append(",lzxid=").append(hex(connection.lastZxid()));
        text.append(",lresp=").append(connection.lastResponseMs());
        text.append(",llat=").append(connection.lastLatencyMs());
        text.append(",minlat=").append(connection.minLatencyMs());
        text.append(",avglat=").append(connection.averageLatencyMs());
        text.append(",maxlat=").append(connection.maxLatencyMs());
    }

    /** The address as Java shows one without a name: {@code /127.0.0.1:2181}. */
    static String address(InetSocketAddress remote) {
        if (remote.getAddress() == null) {
            return remote.getHostString() + ':' + remote.getPort();
        }
        String literal = remote.getAddress().getHostAddress();
        return literal.indexOf(':') < 0
                ? "/" + literal + ':' + remote.getPort()
                : "/[" + literal + "]:" + remote.getPort();
    }

    static String conf(Layout layout, Storage.Sizes sizes) {
        return "clientPort=" + layout.clientPort() + '\n'
                + "secureClientPort=" + layout.securePort() + '\n'
                + "dataDir=" + layout.dataDir() + '\n'
                + "dataDirSize=" + sizes.dataBytes() + '\n'
                + "dataLogDir=" + layout.logDir() + '\n'
                + "dataLogSize=" + sizes.logBytes() + '\n'
                + "tickTime=" + layout.tickTime() + '\n'
                + "maxClientCnxns=" + layout.maxClientCnxns() + '\n'
                + "minSessionTimeout=" + layout.minSessionTimeout() + '\n'
                + "maxSessionTimeout=" + layout.maxSessionTimeout() + '\n'
                + "clientPortListenBacklog=" + layout.backlog() + '\n'
                + "serverId=" + layout.serverId() + '\n'
                + membership(layout.ensemble());
    }

    private static String membership(@Nullable EnsembleConfig ensemble) {
        if (ensemble == null) {
            return "";
        }
        EnsembleConfig.Peer own = ensemble.own();
        return "initLimit=" + ensemble.timing().initLimit() + '\n'
                + "syncLimit=" + ensemble.timing().syncLimit() + '\n'
                + "electionAlg=" + (ensemble.election().basic() ? 0 : 3) + '\n'
                + "electionPort=" + ports(own, EnsembleConfig.Address::electionPort) + '\n'
                + "quorumPort=" + ports(own, EnsembleConfig.Address::quorumPort) + '\n'
                + "peerType=" + (own.participant() ? 0 : 1) + '\n'
                + "membership: \n"
                + ensemble.members().text();
    }

    private static String ports(EnsembleConfig.Peer peer, Function<EnsembleConfig.Address, Integer> port) {
        return peer.addresses().stream().map(port).map(String::valueOf).collect(Collectors.joining("|"));
    }

    static String envi(Environment environment) {
        StringBuilder text = new StringBuilder("Environment:\n");
        for (Environment.Entry entry : environment.entries()) {
            text.append(entry.key()).append('=').append(entry.value()).append('\n');
        }
        return text.toString();
    }

    static String dirs(Storage.Sizes sizes) {
        return "datadir_size: " + sizes.dataBytes() + "\nlogdir_size: " + sizes.logBytes() + '\n';
    }

    static String hash(List<Survey.Digest> digests) {
        StringBuilder text = new StringBuilder();
        for (Survey.Digest each : digests) {
            text.append(Long.toHexString(each.zxid()))
                    .append(": ")
                    .append(each.digest())
                    .append('\n');
        }
        return text.toString();
    }

    static String wchs(Survey.WatchSummary watches) {
        return watches.connections() + " connections watching " + watches.paths() + " paths\nTotal watches:"
                + watches.total() + '\n';
    }

    static String wchc(List<Watch> watches) {
        Map<Long, StringBuilder> bySession = new TreeMap<>();
        for (Watch watch : watches) {
            bySession
                    .computeIfAbsent(watch.sessionId(), id -> new StringBuilder(hex(id) + '\n'))
                    .append('\t')
                    .append(watch.path())
                    .append('\n');
        }
        return String.join("", bySession.values()) + '\n';
    }

    static String wchp(List<Watch> watches) {
        Map<String, StringBuilder> byPath = new TreeMap<>();
        for (Watch watch : watches) {
            byPath.computeIfAbsent(watch.path(), path -> new StringBuilder(path + '\n'))
                    .append('\t')
                    .append(hex(watch.sessionId()))
                    .append('\n');
        }
        return String.join("", byPath.values()) + '\n';
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
