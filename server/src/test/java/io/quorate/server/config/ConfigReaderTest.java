package io.quorate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final String LEAST = "dataDir=/d\nclientPort=2181\nclientPortAddress=127.0.0.1\n";

    @TempDir
    private Path directory;

    @Test
    void withoutAFileOnlyThisMachineIsServed() {
        ServerConfig config = new ConfigReader(Map.of()).builtIn();

        assertThat(config.clients().address()).isNotNull().satisfies(address -> {
            assertThat(address.getPort()).isEqualTo(2181);
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
        });
        assertThat(config.disk().dataDir()).isEqualTo(Path.of("./data"));
        assertThat(config.disk().logDir()).isEqualTo(Path.of("./data"));
        assertThat(config.remarks()).isEmpty();
    }

    @Test
    void theVendorsSampleFileIsReadWithoutARemark() {
        ServerConfig config = read("tickTime=2000\ninitLimit=10\nsyncLimit=5\n" + LEAST
                + "maxClientCnxns=70\nautopurge.snapRetainCount=4\nautopurge.purgeInterval=1\n");

        assertThat(config.sessions()).isEqualTo(new ServerConfig.Sessions(2000, 4000, 40_000));
        assertThat(config.clients().perAddress()).isEqualTo(70);
        assertThat(config.snapshots().retain()).isEqualTo(4);
        assertThat(config.snapshots().purgeHours()).isEqualTo(1);
        assertThat(config.remarks()).isEmpty();
    }

    @Test
    void everyDefaultIsZooKeepers() {
        ServerConfig config = read(LEAST);

        assertThat(config.sessions()).isEqualTo(new ServerConfig.Sessions(3000, 6000, 60_000));
        assertThat(config.clients().perAddress()).isEqualTo(60);
        assertThat(config.requests()).isEqualTo(new ServerConfig.Requests(1000, 1_048_575, 2_097_150, -1, 104_857_600));
        assertThat(config.disk().forceSync()).isTrue();
        assertThat(config.disk().preAllocKb()).isEqualTo(65_536);
        assertThat(config.snapshots()).isEqualTo(new ServerConfig.Snapshots(100_000, 4_194_304, "", true, 3, 0));
        assertThat(config.tree()).isEqualTo(new ServerConfig.Tree(false, false, false, true));
        assertThat(config.reaper()).isEqualTo(new ServerConfig.Reaper(60_000, 10_000, 0));
        assertThat(config.words().allows("srvr")).isTrue();
        assertThat(config.words().allows("ruok")).isFalse();
        assertThat(config.admin().enabled()).isTrue();
        assertThat(config.admin().address().getPort()).isEqualTo(8080);
        assertThat(config.admin().url()).isEqualTo("/commands");
        assertThat(config.metrics().provider()).isEqualTo(ServerConfig.Metrics.Provider.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tickTime=abc                     | line 4: tickTime=abc is not a whole number
        tickTime=0                       | line 4: tickTime=0 is out of range
        clientPort=70000                 | line 4: clientPort=70000 is out of range
        snapCount=many                   | line 4: snapCount=many is not a whole number
        reconfigEnabled=yes              | line 4: reconfigEnabled=yes is neither true nor false. Choose 'true'
        minSessionTimeout=99000          | minSessionTimeout must not be larger than maxSessionTimeout
        electionAlg=2                    | Invalid electionAlg value. Only 3 is supported.
        peerType=king                    | line 4: peerType=king is none of participant, observer
        secureClientPort=2281            | ssl.keyStore.location is not set
        client.portUnification=true      | ssl.keyStore.location is not set
        ssl.clientAuth=perhaps           | line 4: ssl.clientAuth=perhaps is none of none, want, need
        metricsProvider.className=x.Y    | metrics provider class was not found
        secureClientPortAddress=h        | secureClientPortAddress is set but secureClientPort is not set
        snapshot.compression.method=zip  | line 4: snapshot.compression.method=zip is none of (empty), gz, snappy
        quorum.auth.learnerRequireSasl=true | enableSasl is disabled, so cannot enable
        server.1=a:1                     | does not have the form server_config
        server.1=a:1:1                   | Client and election port must be different!
        server.1=a:1:x                   | Address unresolved: a:1:x
        server.1=a:1:2:observer          | Observers w/o participants
        standaloneEnabled=false          | number of participants should be >0
        clientPortAddress=no.such.invalid | the host no.such.invalid is unknown
        """)
    void aWrongLineIsRefusedAndNamed(String line, String message) {
        assertThatThrownBy(() -> read(LEAST + line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Error processing ")
                .hasMessageContaining(message);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> read("clientPort=x\ntickTime=y\n"))
                .hasMessageContaining("line 1: clientPort=x")
                .hasMessageContaining("line 2: tickTime=y")
                .hasMessageContaining("dataDir is not set");
    }

    @Test
    void whatClientsFindOfTlsIsReadFromTheirKeysAlone() {
        ServerConfig config = read(LEAST
                + "secureClientPort=2281\nsecureClientPortAddress=127.0.0.1\nclient.portUnification=true\n"
                + "ssl.keyStore.location=/k.jks\nssl.keyStore.password=p\nssl.trustStore.location=/t\n"
                + "ssl.trustStore.passwordPath=/t.txt\nssl.trustStore.type=pem\nssl.enabledProtocols=TLSv1.2, TLSv1.3\n"
                + "ssl.clientAuth=want\nssl.clientHostnameVerification=true\nssl.allowReverseDnsLookup=true\n"
                + "ssl.crl=true\nclient.certReload=true\nssl.quorum.keyStore.location=/other.jks\n"
                + "X509AuthenticationProvider.superUser=CN=root\n");

        assertThat(config.remarks()).isEmpty();
        assertThat(config.access().x509()).isTrue();
        assertThat(config.access().x509Super()).isEqualTo("CN=root");
        assertThat(config.tls())
                .isEqualTo(new ServerConfig.Tls(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 2281),
                        true,
                        new ServerConfig.Tls.Store("ssl.keyStore", Path.of("/k.jks"), "p", null, null),
                        new ServerConfig.Tls.Store("ssl.trustStore", Path.of("/t"), "", Path.of("/t.txt"), "PEM"),
                        List.of("TLSv1.2", "TLSv1.3"),
                        List.of(),
                        "want",
                        new ServerConfig.Tls.Checks(true, false, true, false),
                        -1,
                        true));
        assertThat(config.tls()).asString().doesNotContain("=p,");
    }

    @Test
    void withoutAPortForItThereIsNoTlsAndTheDefaultsOfferBothVersions() {
        assertThat(read(LEAST + "ssl.keyStore.location=/k.jks\n").tls()).isNull();
        String secure = "secureClientPort=2281\nssl.keyStore.location=/k.jks\n";

        assertThat(read(LEAST + secure).tls()).isNotNull().satisfies(tls -> {
            assertThat(tls.protocols()).isEmpty();
            assertThat(tls.clientAuth()).isEqualTo("need");
            assertThat(tls.checks()).isEqualTo(new ServerConfig.Tls.Checks(false, false, false, false));
        });
        assertThat(read(LEAST + secure + "ssl.protocol=TLSv1.2\n").tls())
                .extracting(ServerConfig.Tls::protocols)
                .isEqualTo(List.of("TLSv1.2"));
        assertThat(read("dataDir=/d\n" + secure).clients().address()).isNull();
        assertThat(read("dataDir=/d\n" + secure).remarks()).isEmpty();
    }

    @Test
    void namesNeedNeitherFipsModeNorBeForbidden() {
        String lines = LEAST + "secureClientPort=2281\nssl.keyStore.location=/k.jks\n"
                + "ssl.clientHostnameVerification=true\nssl.allowReverseDnsLookup=true\nfips-mode=false\n";

        assertThat(read(lines).tls())
                .extracting(ServerConfig.Tls::checks)
                .isEqualTo(new ServerConfig.Tls.Checks(true, true, false, false));
        assertThat(read(lines + "ssl.hostnameVerification=false\n").tls())
                .extracting(ServerConfig.Tls::checks)
                .isEqualTo(new ServerConfig.Tls.Checks(false, false, false, false));
    }

    @Test
    void aProviderIsKnownByItsClass() {
        String x509 = "authProvider.1=org.apache.zookeeper.server.auth.X509AuthenticationProvider\n";
        assertThat(read(LEAST + x509).access().x509()).isTrue();
        assertThat(read(LEAST).access().x509()).isFalse();
        assertThat(read(LEAST + "authProvider.1=com.example.Own\n").remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.text()).contains("authProvider.1=com.example.Own"));
    }

    @Test
    void aSecretIsNotRepeatedInAMessage() {
        ServerConfig config = read(LEAST + "SASLAuthenticationProvider.superPassword=hunter2\n");

        assertThat(config.remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.text()).contains("SASLAuthenticationProvider.superPassword is not supported yet");
            assertThat(remark.text()).doesNotContain("hunter2");
        });
    }

    @Test
    void oneMemberServesAloneWhereItsLineSays() {
        ServerConfig config = read("dataDir=/d\nserver.1=127.0.0.1:2888:3888;127.0.0.1:2199\n");

        assertThat(clientPort(config)).isEqualTo(2199);
        assertThat(config.remarks())
                .containsExactly(
                        new Remark(Remark.Weight.ERROR, "Invalid configuration, only one server specified (ignoring)"));
    }

    @Test
    void membersMayBeInAFileOfTheirOwn() throws IOException {
        Path dynamic = Files.writeString(directory.resolve("zoo.cfg.dynamic"), "server.1=[::1]:1:2;[::1]:2200\n");

        ServerConfig config = read("dataDir=/d\ndynamicConfigFile=" + dynamic + "\n");

        assertThat(clientPort(config)).isEqualTo(2200);
    }

    @Test
    void theFileOverwritesTheCommandLineWhereZooKeeperLetsIt() {
        Map<String, String> jvm = Map.of("zookeeper.snapCount", "0x10", "zookeeper.preAllocSize", "7", "tickTime", "5");

        ServerConfig config = read(LEAST + "preAllocSize=8\n", jvm);

        assertThat(config.snapshots().everyTxns()).isEqualTo(16);
        assertThat(config.disk().preAllocKb()).isEqualTo(8);
        assertThat(config.sessions().tickMs()).isEqualTo(3000);
    }

    @Test
    void thePropertiesWithoutPrefixWinOverTheFile() {
        ServerConfig alone = read(LEAST + "jute.maxbuffer=4096\n");
        ServerConfig both = read(LEAST + "jute.maxbuffer=4096\n", Map.of("jute.maxbuffer", "8192"));

        assertThat(alone.requests().maxFrameBytes()).isEqualTo(4096);
        assertThat(both.requests().maxFrameBytes()).isEqualTo(8192);
    }

    @Test
    void documentedNamesThatZooKeepersCodeDoesNotReadAreUnderstood() {
        ServerConfig config = read(LEAST + "connectionMaxTokens=5\nconnectionDropIncrease=0.5\n");

        assertThat(config.throttle().tokens()).isEqualTo(5);
        assertThat(config.throttle().drop().increase()).isEqualTo(0.5);
    }

    @Test
    void aKeyNobodyKnowsIsAWarningWithAGuess() {
        ServerConfig config = read(LEAST + "tickTme=2000\nzookeeper.snapCount=9\njaasLoginRenew=3600000\n");

        assertThat(config.remarks().stream().map(Remark::text))
                .containsExactly(
                        "line 4: unknown key tickTme has no effect; did you mean tickTime?",
                        "line 5: unknown key zookeeper.snapCount has no effect; in a file it is written without its"
                                + " prefix: snapCount",
                        "line 6: unknown key jaasLoginRenew has no effect");
        assertThat(config.snapshots().everyTxns()).isEqualTo(100_000);
    }

    @Test
    void wordsThatSwitchAreReadAsZooKeeperReadsThem() {
        ServerConfig config =
                read(LEAST + "forceSync=No\nskipACL=YES\nadmin.enableServer=False\ndigest.enabled=nonsense\n");

        assertThat(config.disk().forceSync()).isFalse();
        assertThat(config.tree().skipAcl()).isTrue();
        assertThat(config.admin().enabled()).isTrue();
        assertThat(config.tree().digest()).isFalse();
        assertThat(config.remarks().stream().map(Remark::text))
                .anySatisfy(text -> assertThat(text).contains("digest.enabled=nonsense is read as \"false\""));
    }

    @Test
    void whatIsTooSmallToMakeSenseIsRaised() {
        ServerConfig config = read(LEAST + "autopurge.snapRetainCount=1\nsnapCount=1\n");

        assertThat(config.snapshots().retain()).isEqualTo(3);
        assertThat(config.snapshots().everyTxns()).isEqualTo(2);
        assertThat(config.remarks()).hasSize(2);
    }

    @Test
    void theWhitelistTrimsItsWords() {
        ServerConfig some =
                read(LEAST + "4lw.commands.whitelist= ruok , mntr,\n", Map.of("readonlymode.enabled", "true"));
        ServerConfig all = read(LEAST + "4lw.commands.whitelist=*\n");

        assertThat(some.words().listed()).containsExactly("ruok", "mntr", "isro");
        assertThat(all.words().allows("wchp")).isTrue();
    }

    @Test
    void theOldestFormOfTheCommandLineIsUnderstood() {
        ServerConfig config = new ConfigReader(Map.of()).arguments(List.of("2182", "/x", "500", "9"));

        assertThat(clientPort(config)).isEqualTo(2182);
        assertThat(config.sessions().tickMs()).isEqualTo(500);
        assertThat(config.clients().perAddress()).isEqualTo(9);
        assertThatThrownBy(() -> new ConfigReader(Map.of()).arguments(List.of("1", "2", "3", "4", "5")))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void aNumberInMyidThatIsNoneIsRefused() throws IOException {
        Files.writeString(directory.resolve("myid"), "one\n");

        assertThatThrownBy(() -> read("clientPort=0\ndataDir=" + directory + "\n"))
                .hasMessageContaining("serverid one is not a number");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new ConfigReader(Map.of()).file(directory.resolve("none.cfg")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.cfg file is missing");
    }

    private static int clientPort(ServerConfig config) {
        InetSocketAddress address = config.clients().address();
        return address == null ? -1 : address.getPort();
    }

    private ServerConfig read(String text) {
        return read(text, Map.of());
    }

    private ServerConfig read(String text, Map<String, String> properties) {
        try {
            Path file = directory.resolve("zoo.cfg");
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
            return new ConfigReader(properties).file(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
