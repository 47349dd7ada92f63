package io.quorate.tree.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.tree.TreeLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, which ACLs are stored, and what others see of them (client protocol 4.2, 4.3, 2.10, 2.12). */
final class SchemeRulesTest {
    private static final Identity LOOPBACK = new Identity("ip", "127.0.0.1");
    private static final Identity ALICE = new Identity("digest", "alice:hash");
    private static final Identity BOB = new Identity("digest", "bob:hash");
    private static final Identity SUPER = new Identity("super", "");
    private static final TreeLimits LIMITS = new TreeLimits(false, false, false, true, 1);

    private final AccessRules rules = Schemes.standard().rules(LIMITS);

    @Test
    void anEntryAllowsWhatItsBitsSay() {
        List<Acl> acl = List.of(new Acl(Permission.READ, "world", "anyone"), new Acl(31, "digest", "alice:hash"));
        assertThat(rules.allows(acl, Permission.READ, List.of(LOOPBACK))).isTrue();
        assertThat(rules.allows(acl, Permission.WRITE, List.of(LOOPBACK))).isFalse();
        assertThat(rules.allows(acl, Permission.WRITE, List.of(LOOPBACK, BOB))).isFalse();
        assertThat(rules.allows(acl, Permission.WRITE, List.of(LOOPBACK, BOB, ALICE)))
                .isTrue();
        assertThat(rules.allows(acl, Permission.READ | Permission.ADMIN, List.of(LOOPBACK)))
                .isTrue();
    }

    @Test
    void nobodyMayDoAnythingWhereNoBitIsSetButSuper() {
        List<Acl> nothing = List.of(new Acl(0, "world", "anyone"));
        assertThat(rules.allows(nothing, Permission.READ, List.of(LOOPBACK, ALICE)))
                .isFalse();
        assertThat(rules.allows(nothing, Permission.READ, List.of(LOOPBACK, SUPER)))
                .isTrue();
    }

    @Test
    void anEmptyAclAndSkippedAclsAllowEverything() {
        assertThat(rules.allows(List.of(), Permission.WRITE, List.of())).isTrue();
        AccessRules skipping = Schemes.standard().rules(new TreeLimits(false, false, true, true, 1));
        assertThat(skipping.allows(List.of(new Acl(0, "world", "anyone")), 31, List.of()))
                .isTrue();
        assertThat(skipping.normalise(List.of(), List.of())).isNull();
    }

    @Test
    void schemesThatNobodyProvidesAllowNothing() {
        List<Acl> acl = List.of(new Acl(31, "sasl", "kafka"), new Acl(31, "super", ""), new Acl(31, "auth", "x"));
        assertThat(rules.allows(acl, 1, List.of(new Identity("sasl", "kafka"), new Identity("auth", "x"))))
                .isFalse();
        assertThat(rules.allows(List.of(new Acl(31, null, null)), 1, List.of(LOOPBACK)))
                .isFalse();
    }

    @Test
    void exactDuplicatesAreStoredOnceAndOrderIsKept() {
        Acl world = new Acl(1, "world", "anyone");
        Acl alice = new Acl(31, "digest", "alice:hash");
        Acl aliceReads = new Acl(1, "digest", "alice:hash");
        assertThat(rules.normalise(List.of(alice, world, alice, aliceReads, world), List.of()))
                .containsExactly(alice, world, aliceReads);
        assertThat(rules.normalise(Acl.OPEN, List.of())).isSameAs(Acl.OPEN);
    }

    @Test
    void authStandsForWhoeverCreates() {
        List<Identity> who = List.of(LOOPBACK, ALICE, SUPER, BOB);
        assertThat(rules.normalise(List.of(new Acl(5, "auth", null), new Acl(1, "world", "anyone")), who))
                .containsExactly(
                        new Acl(5, "digest", "alice:hash"),
                        new Acl(5, "digest", "bob:hash"),
                        new Acl(1, "world", "anyone"));
        assertThat(rules.normalise(List.of(new Acl(5, "auth", "ignored")), List.of(LOOPBACK, SUPER)))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "world, anyone, true",
                "world, somebody, false",
                "world, NULL, false",
                "NULL, anyone, false",
                "super, '', false",
                "sasl, kafka, false",
                "x509, CN=x, false",
                "unknown, x, false",
                "digest, NULL, false",
                "digest, a:b, true",
                "digest, :b, true",
                "digest, a:b:, true",
                "digest, a:b:::, true",
                "digest, a, false",
                "digest, '', false",
                "digest, ':', false",
                "digest, a:, false",
                "digest, a:b:c, false",
                "digest, ::b, false",
                "ip, 10.0.0.1, true",
                "ip, 10.0.0.0/8, true",
                "ip, 10.0.0.0/0, true",
                "ip, 10.0.0.0/32, true",
                "ip, 10.0.0.0/33, false",
                "ip, 10.0.0.0/-1, false",
                "ip, 10.0.0.0/, false",
                "ip, 10.0.0.0/x, false",
                "ip, 10.0.0, false",
                "ip, 10.0.0.256, false",
                "ip, 10.0.0.1.2, false",
                "ip, localhost, false",
                "ip, '', false",
                "ip, ::1, true",
                "ip, ::, true",
                "ip, 2001:db8::/32, true",
                "ip, 2001:db8::/128, true",
                "ip, 2001:db8::/129, false",
                "ip, 2001:db8:::1, false",
                "ip, 1:2:3:4:5:6:7:8, true",
                "ip, 1:2:3:4:5:6:7, false",
                "ip, 1:2:3:4:5:6:7:8:9, false",
                "ip, 1::2::3, false",
                "ip, g::1, false",
                "ip, 12345::, false",
                "ip, ':', false",
            })
    void whatCanBeStored(@Nullable String scheme, @Nullable String id, boolean expected) {
        List<Acl> acl = List.of(new Acl(31, scheme, id));
        if (expected) {
            assertThat(rules.normalise(acl, List.of(LOOPBACK))).isEqualTo(acl);
        } else {
            assertThat(rules.normalise(acl, List.of(LOOPBACK))).isNull();
        }
    }

    @Test
    void oneBadEntrySpoilsTheList() {
        assertThat(rules.normalise(List.of(new Acl(31, "world", "anyone"), new Acl(31, "x", "y")), List.of()))
                .isNull();
        assertThat(rules.normalise(null, List.of())).isNull();
        assertThat(rules.normalise(List.of(), List.of())).isNull();
    }

    @Test
    void aListChosenToBeSlowIsNot() {
        List<Acl> acl = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder collides = new StringBuilder("u:");
            for (int bit = 0; bit < 16; bit++) {
                collides.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            acl.add(new Acl(1, "digest", collides.toString()));
        }
        assertThat(rules.normalise(acl, List.of())).hasSize(50_000);
    }

    @Test
    void whatGetAclShowsOthersHelpsNobodyToGuess() {
        List<Acl> acl = List.of(
                new Acl(31, "digest", "alice:hash"),
                new Acl(31, "digest", "a:b:"),
                new Acl(1, "ip", "::1"),
                new Acl(1, "world", "anyone"));
        assertThat(rules.mask(acl))
                .containsExactly(
                        new Acl(31, "digest", "alice:x"),
                        new Acl(31, "digest", "a:x"),
                        new Acl(1, "ip", "::1"),
                        new Acl(1, "world", "anyone"));
    }

    @Test
    void whoAmITellsUsersAndNoProofs() {
        assertThat(rules.describe(List.of(LOOPBACK, ALICE, SUPER)))
                .containsExactly(LOOPBACK, new Identity("digest", "alice"), new Identity("super", ""));
    }

    @Test
    void enforcedAuthenticationAdmitsTheNamedSchemesOnly() {
        Schemes known = Schemes.standard();
        EnforcedAuth demand = EnforcedAuth.of(true, " digest, ip ", false, known);
        assertThat(demand.admits(List.of(LOOPBACK))).isTrue();
        assertThat(EnforcedAuth.of(true, "digest", false, known).admits(List.of(LOOPBACK)))
                .isFalse();
        assertThat(EnforcedAuth.of(true, "digest", false, known).admits(List.of(LOOPBACK, ALICE)))
                .isTrue();
        assertThat(EnforcedAuth.of(false, "", false, known).admits(List.of())).isTrue();
        assertThatThrownBy(() -> EnforcedAuth.of(true, " , ", false, known))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("enforce.auth.schemes");
        assertThatThrownBy(() -> EnforcedAuth.of(true, "digest,kerberos", false, known))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kerberos");
        assertThatThrownBy(() -> EnforcedAuth.of(false, "digest", true, known))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sasl");
    }
}
