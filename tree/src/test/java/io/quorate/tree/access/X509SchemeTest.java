package io.quorate.tree.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Client protocol 4.5, the row x509. */
class X509SchemeTest {
    private static final String ALICE = "CN=alice,OU=x";
    private static final String ROOT = "CN=root";

    private final X509Scheme scheme = new X509Scheme(ROOT);
    private final AccessRules rules = new SchemeRules(new Schemes(List.of(scheme)), false);

    @Test
    void aSubjectIsMeantByItsOwnName() {
        List<Acl> acl = List.of(new Acl(31, "x509", ALICE));

        assertThat(rules.allows(acl, 1, scheme.identitiesOf(ALICE))).isTrue();
        assertThat(rules.allows(acl, 1, scheme.identitiesOf("CN=alice"))).isFalse();
    }

    @Test
    void theSuperUserIsMeantByEveryEntryAndStoppedByNone() {
        assertThat(scheme.identitiesOf(ROOT)).containsExactly(new Identity("super", ROOT), new Identity("x509", ROOT));
        assertThat(scheme.matches(ROOT, ALICE)).isTrue();
        assertThat(rules.allows(List.of(new Acl(31, "digest", "a:b")), 1, scheme.identitiesOf(ROOT)))
                .isTrue();
    }

    @Test
    void onlyNamesOfSubjectsAreStored() {
        assertThat(scheme.isValid(ALICE)).isTrue();
        assertThat(scheme.isValid("alice")).isFalse();
        assertThat(rules.normalise(List.of(new Acl(31, "auth", "")), scheme.identitiesOf(ALICE)))
                .containsExactly(new Acl(31, "x509", ALICE));
        assertThat(rules.normalise(List.of(new Acl(31, "x509", "=")), List.of()))
                .isNull();
    }

    @Test
    void noAuthPacketProvesACertificate() {
        assertThat(scheme.authenticate(ALICE.getBytes(StandardCharsets.UTF_8), "127.0.0.1"))
                .isInstanceOf(Authentication.Refused.class);
    }
}
