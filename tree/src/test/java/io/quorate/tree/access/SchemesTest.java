package io.quorate.tree.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How connections prove who they are (client protocol 4.4, 4.5). */
final class SchemesTest {
    private static final DigestScheme DIGEST = new DigestScheme("SHA1", null);

    @ParameterizedTest
    @CsvSource({
        "super:test, super:D/InIHSb7yEEbrWz8b9l71RjZJU=",
        "user:pw, user:2Om+GBbT2q/tS6pdvACZbbm7/1A=",
    })
    void digestsAreThoseOfZooKeeper(String proof, String id) {
        assertThat(DIGEST.identityOf(proof)).isEqualTo(id);
        assertThat(DIGEST.authenticate(proof.getBytes(StandardCharsets.UTF_8), "::1"))
                .isEqualTo(new Authentication.Granted(List.of(new Identity("digest", id))));
    }

    @Test
    void theUserEndsAtTheFirstColon() {
        assertThat(DIGEST.identityOf("a:b:c")).startsWith("a:");
        assertThat(DIGEST.identityOf("nocolon")).startsWith("nocolon:").hasSize("nocolon:".length() + 28);
        assertThat(DIGEST.identityOf("")).startsWith(":");
        assertThat(DIGEST.userOf("a:b:c")).isEqualTo("a");
    }

    @Test
    void otherHashesCanBeUsedAndUnknownOnesAreNamed() {
        assertThat(new DigestScheme("SHA-256", null).identityOf("user:pw")).hasSize("user:".length() + 44);
        assertThatThrownBy(() -> new DigestScheme("SHA-0", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SHA-0");
    }

    @Test
    void whoeverProvesToBeTheSuperUserIsSuperAsWell() {
        DigestScheme digest = new DigestScheme("SHA1", "super:D/InIHSb7yEEbrWz8b9l71RjZJU=");
        assertThat(digest.authenticate("super:test".getBytes(StandardCharsets.UTF_8), "::1"))
                .isEqualTo(new Authentication.Granted(List.of(
                        new Identity("super", ""), new Identity("digest", "super:D/InIHSb7yEEbrWz8b9l71RjZJU="))));
        assertThat(digest.authenticate("super:toast".getBytes(StandardCharsets.UTF_8), "::1"))
                .extracting("identities")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void proofsThatCannotBeAreRefusedWithAReason() {
        Schemes schemes = Schemes.standard();
        assertThat(schemes.authenticate("digest", null, "::1")).isInstanceOf(Authentication.Refused.class);
        assertThat(schemes.authenticate("world", new byte[0], "::1")).isInstanceOf(Authentication.Refused.class);
        assertThat(schemes.authenticate("super", new byte[0], "::1")).isInstanceOf(Authentication.Refused.class);
        assertThat(schemes.authenticate(null, new byte[0], "::1")).isInstanceOf(Authentication.Refused.class);
        assertThat(schemes.authenticate("ip", null, "10.0.0.1"))
                .isEqualTo(new Authentication.Granted(List.of(new Identity("ip", "10.0.0.1"))));
        assertThatThrownBy(() -> new Schemes(List.of(new IpScheme(), new IpScheme())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ip");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3, 10.0.0.0/8, true",
        "11.1.2.3, 10.0.0.0/8, false",
        "10.1.2.3, 10.1.2.0/23, true",
        "10.1.3.3, 10.1.2.0/23, true",
        "10.1.4.3, 10.1.2.0/23, false",
        "10.1.2.3, 99.99.99.99/0, true",
        "10.1.2.3, 10.1.255.255/16, true",
        "0:0:0:0:0:0:0:1, ::1, true",
        "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1, true",
        "0:0:0:0:0:0:0:1, ::/0, true",
        "2001:db8:0:0:0:0:0:1, 2001:db8::/32, true",
        "2001:db9:0:0:0:0:0:1, 2001:db8::/32, false",
        "2001:db9:0:0:0:0:0:1, 2001:db8::/31, true",
        "fe80:0:0:0:0:0:0:1%eth0, fe80::/10, true",
        "0:0:0:0:0:0:0:1, 0.0.0.0/0, false",
        "127.0.0.1, ::/0, false",
        "127.0.0.1, ::ffff:127.0.0.1, true",
        "nonsense, ::/0, false",
        "10.1.2.3, nonsense, false",
    })
    void anAddressMatchesItsNetworks(String address, String aclId, boolean expected) {
        assertThat(new IpScheme().matches(address, aclId)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::00ff:0, 2001:db8:0:0:0:0:ff:0",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "::ffff:1.2.3.4, 1.2.3.4",
        "010.0.0.1, 10.0.0.1",
    })
    void addressesAreWrittenAsJavaDoes(String text, String expected) {
        byte[] bytes = Objects.requireNonNull(IpAddress.parse(text), text);
        assertThat(IpAddress.format(bytes)).isEqualTo(expected);
    }
}
