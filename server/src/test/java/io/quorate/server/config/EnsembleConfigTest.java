package io.quorate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleConfigTest {
    private static final String THREE =
            "server.1=a:2888:3888\nserver.2=b:2888:3888\nserver.3=c:2888:3888\ninitLimit=10\nsyncLimit=5\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void isNumberTwo() throws IOException {
        Files.writeString(directory.resolve("myid"), "2\n");
    }

    @Test
    void threeParticipantsAreAnEnsembleAndEveryDefaultIsZooKeepers() {
        ServerConfig config = read(THREE);

        EnsembleConfig ensemble = ensemble(config);
        assertThat(ensemble.self()).isEqualTo(2);
        assertThat(ensemble.listsItself()).isTrue();
        assertThat(ensemble.peers())
                .containsExactly(
                        peer(1, "a", "a:2888:3888:participant"),
                        peer(2, "b", "b:2888:3888:participant"),
                        peer(3, "c", "c:2888:3888:participant"));
        assertThat(ensemble.groups()).isEmpty();
        assertThat(ensemble.version()).isZero();
        assertThat(ensemble.timing()).isEqualTo(new EnsembleConfig.Timing(10, 5, 0, 100));
        assertThat(ensemble.election()).isEqualTo(new EnsembleConfig.Election(false, 200, 60_000));
        assertThat(ensemble.links()).isEqualTo(new EnsembleConfig.Links(false, 3, 5_000, 5 * 3_000, false, false));
        assertThat(ensemble.limits()).isEqualTo(new EnsembleConfig.Limits(500, false, 0.33));
        assertThat(config.remarks()).isEmpty();
    }

    private static EnsembleConfig.Peer peer(long id, String host, String text) {
        return new EnsembleConfig.Peer(id, true, List.of(new EnsembleConfig.Address(host, 2888, 3888)), "", text);
    }

    @Test
    void whatConcernsMembersIsRead() {
        EnsembleConfig ensemble = ensemble(read(THREE
                + "tickTime=500\nconnectToLearnerMasterLimit=3\nleaderConnectDelayDuringRetryMs=7\ncnxTimeout=8\n"
                + "quorumCnxnTimeoutMs=9\nelectionAlg=0\nfastleader.minNotificationInterval=10\n"
                + "fastleader.maxNotificationInterval=11\nquorumListenOnAllIPs=true\nelectionPortBindRetry=0\n"
                + "tcpKeepAlive=true\nforceSnapshotSync=true\ncommitLogCount=900\nsnapshotSizeFactor=-1\n"
                + "multiAddress.enabled=true\n"));

        assertThat(ensemble.timing()).isEqualTo(new EnsembleConfig.Timing(10, 5, 3, 7));
        assertThat(ensemble.election()).isEqualTo(new EnsembleConfig.Election(true, 10, 11));
        assertThat(ensemble.links()).isEqualTo(new EnsembleConfig.Links(true, 0, 8, 9, true, true));
        assertThat(ensemble.limits()).isEqualTo(new EnsembleConfig.Limits(900, true, -1));
    }

    @Test
    void zeroAsASnapshotSizeFactorMeansThatNoLogIsTooLong() {
        assertThat(ensemble(read(THREE + "snapshotSizeFactor=0\n")).limits().snapshotSizeFactor())
                .isGreaterThan(1_000_000);
        assertThatThrownBy(() -> read(THREE + "snapshotSizeFactor=1.5\n")).hasMessageContaining("snapshotSizeFactor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaderServes=no", "syncEnabled=false", "observerMasterPort=2190"})
    void whatAMemberCannotDoYetIsSaidToWhoeverAsksForIt(String line) {
        assertThat(read(THREE + line + "\n").remarks()).anySatisfy(remark -> {
            assertThat(remark.weight()).isEqualTo(Remark.Weight.WARNING);
            assertThat(remark.text()).contains(line.substring(0, line.indexOf('=')));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
        h:1:2                         = h:1:2:participant
        h:1:2:PARTICIPANT             = h:1:2:participant
        h:1:2:Observer                = h:1:2:observer
        h:1:2;2181                    = h:1:2:participant;0.0.0.0:2181
        h:1:2:observer;c:2181         = h:1:2:observer;c:2181
        [2001:db8::1]:1:2             = [2001:db8::1]:1:2:participant
        [::1]:1:2;[::1]:2181          = [::1]:1:2:participant;[::1]:2181
        y:1:2:observer|x:3:4:observer = x:3:4:observer|y:1:2:observer
        y:1:2 | x:3:4 ; 5             = x:3:4:participant|y:1:2:participant;0.0.0.0:5
        """)
    void aServerLineIsToldToOtherMembersInOneForm(String line, String told) {
        EnsembleConfig ensemble = ensemble(read(THREE + "multiAddress.enabled=true\nserver.4=" + line + "\n"));

        assertThat(ensemble.peers().get(3).text()).isEqualTo(told);
    }

    @Test
    void severalAddressesNeedTheSwitchWhichTheFileOrTheCommandLineMayTurn() {
        String lines = THREE + "server.1=a:1:2|b:1:2\n";

        assertThatThrownBy(() -> read(lines))
                .hasMessageContaining(
                        "Multiple address feature is disabled, but multiple addresses were specified for" + " sid 1");
        assertThat(ensemble(read(lines + "multiAddress.enabled=true\n"))
                        .peers()
                        .getFirst()
                        .addresses())
                .hasSize(2);
        assertThat(ensemble(read(lines, Map.of("zookeeper.multiAddress.enabled", "true")))
                        .links()
                        .multiAddress())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        initLimit=0                   | initLimit is not set
        syncLimit=0                   | syncLimit is not set
        server.1=a:1:2;3;4            | does not have the form server_config
        server.1=a:1:2;x:3:4          | does not have the form server_config
        server.1=a:1:2:3:4            | does not have the form server_config
        server.1=[::1:1:2             | does not have the form server_config
        server.1=:1:2                 | does not have the form server_config
        server.1=a:1:70000            | Address unresolved: a:1:70000
        server.1=a:1:2;x              | Address unresolved: x
        server.1=a:5:5                | must be different! Please update the configuration file on server.1
        server.1=a:1:2:king           | Unrecognised peertype: king
        server.one=a:1:2              | server.one does not end in a number
        electionAlg=1                 | Invalid electionAlg value. Only 3 is supported.
        fastleader.maxNotificationInterval=100 | is less than fastleader.minNotificationInterval=200
        group.1=1:2                   | Server 3 is not in a group
        weight.1=2                    | Server 1 is not in a group
        group.1=1:2:3:2               | Server 2 is in multiple groups
        group.1=1:x                   | group.1=1:x holds x where a number is wanted
        weight.1=-1                   | weight.1=-1 weighs less than nothing
        sslQuorum=true                | sslQuorum=true: this version cannot secure the links between members
        reconfigEnabled=true          | reconfigEnabled=true: this version cannot change who the members are
        clientPort=2182               | clientPort=2182
        version=xyz                   | version=xyz is not a hexadecimal number
        """)
    void aWrongLineIsRefusedAndNamed(String line, String message) {
        String text = line.equals("clientPort=2182") ? THREE + "server.2=b:1:2;2181\nclientPort=2182\n" : THREE + line;

        assertThatThrownBy(() -> read(text + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        line.startsWith("clientPort") ? "client address for this server (id = 2)" : message);
    }

    @Test
    void rolesMustAgreeOverTheAddressesOfOneMember() {
        assertThatThrownBy(() -> read(THREE + "multiAddress.enabled=true\nserver.1=a:1:2:observer|b:1:2\n"))
                .hasMessageContaining("Multiple addresses should have similar roles");
    }

    @Test
    void aMemberMustKnowItsNumber() throws IOException {
        Files.delete(directory.resolve("myid"));

        assertThatThrownBy(() -> read(THREE)).hasMessageContaining("myid file is missing");
    }

    @Test
    void aNumberBeyondAByteDoesNotGoWithExtendedTypes() throws IOException {
        Files.writeString(directory.resolve("myid"), "255");
        String lines = THREE + "server.255=d:1:2\n";

        assertThat(ensemble(read(lines)).self()).isEqualTo(255);
        assertThatThrownBy(() -> read(lines + "extendedTypesEnabled=true\n"))
                .hasMessageContaining("myid is 255")
                .hasMessageContaining("254");
    }

    @Test
    void itsOwnLineSaysWhereItTakesClients() {
        assertThat(read(THREE + "server.1=a:1:2;127.0.0.1:2181\nserver.2=b:1:2;127.0.0.1:2182\n")
                        .clients()
                        .address())
                .hasToString("/127.0.0.1:2182");
        assertThat(read(THREE + "server.2=b:1:2;127.0.0.1:2182\nclientPort=2182\n")
                        .clients()
                        .address())
                .hasToString("/127.0.0.1:2182");
        assertThat(read(THREE + "clientPort=2183\nclientPortAddress=127.0.0.1\n")
                        .clients()
                        .address())
                .hasToString("/127.0.0.1:2183");
    }

    @Test
    void aClientAddressThatIsNoWildcardMustBeTheOneInTheLine() {
        String line = THREE + "server.2=b:1:2;127.0.0.1:2182\nclientPort=2182\n";

        assertThatThrownBy(() -> read(line + "clientPortAddress=127.0.0.2\n"))
                .hasMessageContaining("client address for this server (id = 2) in static config file is"
                        + " /127.0.0.2:2182 is different from client address found in dynamic file:"
                        + " /127.0.0.1:2182");
    }

    @Test
    void groupsAndWeightsMakeAHierarchy() {
        EnsembleConfig ensemble =
                ensemble(read(THREE + "server.4=d:1:2:observer\ngroup.1=1:2\ngroup.7=3\nweight.2=0\n"));

        assertThat(ensemble.groups())
                .isEqualTo(new TreeMap<>(
                        Map.of(1L, new TreeMap<>(Map.of(1L, 1L, 2L, 0L)), 7L, new TreeMap<>(Map.of(3L, 1L)))));
    }

    @Test
    void whereNobodyWeighsAnythingNobodyCouldBeElected() {
        assertThatThrownBy(() -> read(THREE + "group.1=1:2:3\nweight.1=0\nweight.2=0\nweight.3=0\n"))
                .hasMessageContaining("No server weighs anything");
    }

    @Test
    void oneParticipantIsAnEnsembleOnlyWhereStandaloneIsDisabled() {
        String one = "initLimit=10\nsyncLimit=5\nclientPort=0\nserver.2=b:1:2\n";

        assertThat(read(one).ensemble()).isNull();
        assertThat(ensemble(read(one + "standaloneEnabled=false\nserver.3=c:1:2:observer\n"))
                        .peers())
                .extracting(EnsembleConfig.Peer::participant)
                .containsExactly(true, false);
        assertThatThrownBy(() -> read(one + "server.3=c:1:2:observer\n"))
                .hasMessageContaining("Observers w/o quorum is an invalid configuration");
    }

    @Test
    void whatIsNotWiseIsARemark() {
        assertThat(texts("server.1=a:1:2\nserver.2=b:1:2\ninitLimit=1\nsyncLimit=1\nclientPort=0\n"))
                .containsExactly("No server failure will be tolerated. You need at least 3 servers.");
        assertThat(texts(THREE + "server.4=d:1:2\nclientPort=0\n"))
                .containsExactly("Non-optimal configuration, consider an odd number of servers.");
        assertThat(texts(THREE + "peerType=observer\nclientPort=0\n"))
                .containsExactly("Peer type from servers list (PARTICIPANT) doesn't match peerType (OBSERVER)."
                        + " Defaulting to servers list.");
        assertThat(texts(THREE + "observerMasterPort=7\n"))
                .containsExactly("line 6: observerMasterPort is not supported yet and has no effect.");
    }

    @Test
    void aMemberThatIsNotInTheListIsReadAndTold() throws IOException {
        Files.writeString(directory.resolve("myid"), "9");

        assertThat(ensemble(read(THREE)).listsItself()).isFalse();
    }

    @Test
    void aDynamicFileHoldsTheMembersAndItsNameTheirVersion() throws IOException {
        Path dynamic = Files.writeString(
                directory.resolve("zoo.cfg.dynamic.100000000"), THREE.replace("initLimit=10\nsyncLimit=5\n", ""));
        String limits = "initLimit=10\nsyncLimit=5\ndynamicConfigFile=" + dynamic + "\n";

        assertThat(ensemble(read(limits)).version()).isEqualTo(0x1_0000_0000L);
        assertThat(ensemble(read(limits)).peers()).hasSize(3);
        assertThatThrownBy(() -> read(limits + "weight.1=1\n"))
                .hasMessageContaining("parameter: weight.1 must be in a separate dynamic config file.");
        Files.writeString(dynamic, "version=1\ntickTime=5\n");
        assertThatThrownBy(() -> read(limits))
                .hasMessageContaining("dynamic file shouldn't have version inside.")
                .hasMessageContaining("Unrecognised parameter: tickTime.");
    }

    private List<String> texts(String text) {
        return read(text).remarks().stream().map(Remark::text).toList();
    }

    private static EnsembleConfig ensemble(ServerConfig config) {
        return Objects.requireNonNull(config.ensemble());
    }

    private ServerConfig read(String text) {
        return read(text, Map.of());
    }

    private ServerConfig read(String text, Map<String, String> properties) {
        String port = text.contains("clientPort=") || text.contains(";") ? "" : "clientPort=0\n";
        try {
            Path file = directory.resolve("zoo.cfg");
            Files.write(file, (text + port + "dataDir=" + directory + "\n").getBytes(StandardCharsets.ISO_8859_1));
            return new ConfigReader(properties).file(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
