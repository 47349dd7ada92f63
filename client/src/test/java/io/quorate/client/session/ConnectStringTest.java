package io.quorate.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and chroot as one text (client protocol 11.1 and 11.9). */
final class ConnectStringTest {
    @Test
    void serversPortsAndChrootAreRead() {
        ConnectString read = ConnectString.parse("one, two:77,[::1]:99,[fe80::2]/app/x");
        assertThat(read.servers())
                .containsExactly(
                        new HostPort("one", 2181),
                        new HostPort("two", 77),
                        new HostPort("::1", 99),
                        new HostPort("fe80::2", 2181));
        assertThat(read.chroot()).isEqualTo(new Chroot("/app/x"));
        assertThat(read.servers().get(2)).hasToString("[::1]:99");
    }

    @Test
    void aLoneSlashIsNoChroot() {
        assertThat(ConnectString.parse("one:1/").chroot()).isEqualTo(Chroot.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "/app", "one:x", "one:0", "one:65536", ":1", "::1:99", "[::1", "one/app/", "one//a"})
    void whatIsNoConnectStringIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectString.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"'',/a,/a", "/app,/a,/app/a", "/app,/,/app", "/app,/zookeeper,/app/zookeeper"})
    void aPathGoesToTheServerAndComesBack(String chroot, String client, String server) {
        assertThat(new Chroot(chroot).toServer(client)).isEqualTo(server);
        assertThat(new Chroot(chroot).toClient(server)).isEqualTo(client);
    }

    @Test
    void aPathOutsideTheChrootPassesUnchanged() {
        assertThat(new Chroot("/app").toClient("/zookeeper/config")).isEqualTo("/zookeeper/config");
        assertThat(new Chroot("/app").toClient("/apple")).isEqualTo("/apple");
    }
}
