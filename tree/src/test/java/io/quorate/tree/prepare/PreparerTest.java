package io.quorate.tree.prepare;

import static io.quorate.tree.prepare.Given.ANY;
import static io.quorate.tree.prepare.Given.toCreate;
import static io.quorate.tree.prepare.Given.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.access.Quotas;
import io.quorate.tree.prepare.Preparer.Prepared;
import io.quorate.tree.txn.Txn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Multis, sessions, quotas and digests (client protocol 2.14, 2.17, 6; operations 8.3). */
final class PreparerTest {
    private final Given given = Given.plain();

    @Test
    void partsOfAMultiSeeTheOnesBeforeThem() {
        assertThat(given.codes(
                        toCreate("/p"),
                        toCreate("/p/c", 2),
                        toSet("/p/c0000000000", "1", 0),
                        new WriteRequest.Check("/p/c0000000000", 1),
                        new WriteRequest.Delete("/p/c0000000000", 1),
                        new WriteRequest.Delete("/p", 0),
                        toCreate("/p")))
                .containsOnly(ErrorCode.OK);
        given.applyAll();
        assertThat(given.tree.find("/p")).isNotNull();
        assertThat(given.tree.digest()).isEqualTo(given.view.digest());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theFirstFailureFailsAll(int failing) {
        WriteRequest[] parts = {toCreate("/a"), toCreate("/b"), toCreate("/c")};
        parts[failing] = toCreate("/none/x");
        ErrorCode[] expected = {ErrorCode.OK, ErrorCode.OK, ErrorCode.OK};
        for (int i = failing; i < expected.length; i++) {
            expected[i] = i == failing ? ErrorCode.NO_NODE : ErrorCode.RUNTIME_INCONSISTENCY;
        }
        assertThat(given.codes(parts)).containsExactly(expected);
        given.applyAll();
        assertThat(given.tree.find("/a")).isNull();
        assertThat(given.tree.find("/c")).isNull();
    }

    @Test
    void aFailedMultiLeavesTheOverlayExactlyAsItWas() {
        given.done(toCreate("/p"));
        given.done(toCreate("/p/e", 1));
        given.done(toCreate("/q"));
        given.applyNext();
        String before = image();
        int touched = given.view.touchedZnodes();
        assertThat(given.codes(
                        toSet("/p", "changed", 0),
                        toCreate("/p/n", 1),
                        new WriteRequest.Delete("/p/e", 0),
                        toCreate("/p/e", 1),
                        new WriteRequest.Delete("/q", 0),
                        toCreate("/r"),
                        new WriteRequest.Check("/r", 7)))
                .endsWith(ErrorCode.OK, ErrorCode.BAD_VERSION);
        assertThat(image()).isEqualTo(before);
        assertThat(given.view.touchedZnodes()).isEqualTo(touched);
    }

    @Test
    void anEmptyMultiSucceeds() {
        Prepared prepared = given.prepare(Given.SESSION, new WriteRequest.Multi(List.of()), Given.NOBODY);
        assertThat(prepared.txn()).isEqualTo(new Txn.Multi(List.of()));
        assertThat(prepared.hasDigest()).isTrue();
    }

    @Test
    void whatCannotStandInAMultiFailsItAsAWhole() {
        for (WriteRequest part : List.of(
                new WriteRequest.SetAcl("/", Acl.OPEN, ANY),
                new WriteRequest.DeleteContainer("/x"),
                new WriteRequest.Multi(List.of()),
                new WriteRequest.Reconfig(null, null, null, 0))) {
            assertThat(given.code(new WriteRequest.Multi(List.of(toCreate("/a"), part))))
                    .isEqualTo(ErrorCode.MARSHALLING_ERROR);
        }
        assertThat(given.codes(toCreate("/a"), toCreate("/b", 9)))
                .containsExactly(ErrorCode.OK, ErrorCode.BAD_ARGUMENTS);
        assertThat(given.codes(toCreate(CreateForm.CREATE2, "/b", 5, -1))).containsExactly(ErrorCode.BAD_ARGUMENTS);
    }

    @Test
    void aSessionThatEndsTakesWhatIsAppliedAndWhatIsOutstanding() {
        given.done(toCreate("/old", 1));
        given.done(toCreate("/kept", 1));
        given.done(toCreate("/changed", 1));
        given.applyAll();
        given.done(toCreate("/new", 1));
        given.done(toSet("/changed", "2", ANY));
        given.done(new WriteRequest.Delete("/old", ANY));
        given.done(new WriteRequest.Delete("/kept", ANY));
        given.done(toCreate("/kept", 1));
        given.done(toCreate("/gone", 1));
        given.done(new WriteRequest.Delete("/gone", ANY));
        assertThat(given.code(Given.OTHER_SESSION, toCreate("/his", 1), Given.ALICE))
                .isEqualTo(ErrorCode.OK);
        assertThat(given.closeSession(Given.SESSION)).containsExactlyInAnyOrder("/kept", "/changed", "/new");
        assertThat(given.view.find("/new")).isNull();
        given.applyAll();
        assertThat(given.tree.find("/his")).isNotNull();
        assertThat(given.tree.ephemeralCount()).isEqualTo(1);
        assertThat(given.tree.digest()).isEqualTo(given.view.digest());
    }

    @Test
    void afterItsEndASessionCanDoNothing() {
        given.done(toCreate("/a"));
        given.applyAll();
        given.closeSession(Given.SESSION);
        for (WriteRequest request : List.of(
                toCreate("/x"),
                toCreate("/x", 1),
                toSet("/a", "", ANY),
                new WriteRequest.Delete("/a", ANY),
                new WriteRequest.SetAcl("/a", Acl.OPEN, ANY))) {
            assertThat(given.code(request)).isEqualTo(ErrorCode.SESSION_EXPIRED);
        }
        assertThat(given.codes(toCreate("/x"), toCreate("/y")))
                .containsExactly(ErrorCode.SESSION_EXPIRED, ErrorCode.RUNTIME_INCONSISTENCY);
        assertThat(given.closeSession(Given.SESSION)).isEmpty();
        given.openSession(Given.SESSION);
        given.done(toCreate("/x", 1));
        given.applyAll();
        assertThat(given.tree.find("/x")).isNotNull();
    }

    @Test
    void everyTxnButAnErrorCarriesTheDigestOfTheTreeAfterIt() {
        Prepared create = given.prepare(Given.SESSION, toCreate("/a"), Given.NOBODY);
        Prepared error = given.prepare(Given.SESSION, toCreate("/a"), Given.NOBODY);
        Prepared failed = given.prepare(
                Given.SESSION, new WriteRequest.Multi(List.of(toCreate("/b"), toCreate("/a"))), Given.NOBODY);
        given.applyAll();
        assertThat(create.digest()).isEqualTo(given.tree.digest());
        assertThat(error.hasDigest()).isFalse();
        assertThat(failed.hasDigest()).isTrue();
        assertThat(failed.digest()).isEqualTo(create.digest());
    }

    @Test
    void digestsBeginWhereTheTreeIsWhenTheFirstRequestComes() {
        given.applyAll();
        given.tree.replaceChildStat("/", 3, 50);
        assertThat(given.prepare(Given.SESSION, toCreate("/a"), Given.NOBODY).digest())
                .isEqualTo(given.view.digest());
        given.applyAll();
        assertThat(given.tree.digest()).isEqualTo(given.view.digest());
    }

    @Test
    void withoutDigestsNoTxnCarriesOne() {
        Given bare = new Given(new TreeLimits(true, false, false, false, 7));
        assertThat(bare.prepare(Given.SESSION, toCreate("/a"), Given.NOBODY).hasDigest())
                .isFalse();
        bare.done(toSet("/a", "long enough", ANY));
        bare.done(new WriteRequest.Delete("/a", ANY));
        bare.applyAll();
    }

    @Test
    void aHardQuotaRefusesWhatIsOutstandingToo() {
        Given limited = new Given(Given.limits(true, true));
        quota(limited, "/q", "count=1,bytes=1=;byteHardLimit=6;countHardLimit=3");
        limited.done(toCreate("/q/a"));
        limited.done(toCreate("/q/b"));
        assertThat(limited.code(toCreate("/q/c"))).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(limited.codes(new WriteRequest.Delete("/q/b", ANY), toCreate("/q/c"), toCreate("/q/d")))
                .containsExactly(ErrorCode.OK, ErrorCode.OK, ErrorCode.QUOTA_EXCEEDED);
        limited.applyAll();
        assertThat(limited.code(toSet("/q/a", "12345", 9))).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(limited.code(toSet("/q/a", "1234", 9))).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(limited.code(toSet("/q/a", "1234", 0))).isEqualTo(ErrorCode.OK);
        assertThat(limited.code(toSet("/q/a", "1234", 1))).as("no byte more").isEqualTo(ErrorCode.OK);
        assertThat(limited.code(toCreate("/q/a/deeper"))).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(limited.code(toCreate("/other"))).isEqualTo(ErrorCode.OK);
        limited.applyAll();
    }

    @Test
    void aSoftQuotaRefusesNothing() {
        Given limited = new Given(Given.limits(true, true));
        quota(limited, "/q", "count=1,bytes=1");
        limited.done(toCreate("/q/a"));
        limited.done(toSet("/q/a", "12345", ANY));
        assertThat(limited.exceeded)
                .as("what is told of it")
                .containsExactly("soft /q COUNT 2 > 1", "soft /q BYTES 2 > 1", "soft /q BYTES 6 > 1");
    }

    @Test
    void ofTwoLimitsTheHardOneAloneCounts() {
        Given limited = new Given(Given.limits(true, true));
        quota(limited, "/q", "count=1,bytes=-1=;countHardLimit=2");
        limited.done(toCreate("/q/a"));
        assertThat(limited.exceeded).isEmpty();
        assertThat(limited.code(toCreate("/q/b"))).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(limited.exceeded).containsExactly("hard /q COUNT 3 > 2");
        limited.applyAll();
        List<String> quotas = new ArrayList<>();
        Quotas.forEach(
                limited.tree,
                (path, count, bytes, countLimit, bytesLimit) ->
                        quotas.add(path + " " + count + " " + bytes + " " + countLimit + " " + bytesLimit));
        assertThat(quotas).containsExactly("/q 2 2 2 -1");
    }

    @Test
    void aQuotaThatIsNotEnforcedRefusesNothing() {
        quota(given, "/q", "count=1,bytes=1=;byteHardLimit=1;countHardLimit=1");
        given.done(toCreate("/q/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "count", "count=x,bytes=1", "=;,", "count=1;countHardLimit=99999999999999999999"})
    void aQuotaThatMakesNoSenseRefusesNothing(String limits) {
        Given limited = new Given(Given.limits(true, true));
        quota(limited, "/q", limits);
        limited.done(toCreate("/q/a"));
        limited.applyAll();
    }

    private static void quota(Given given, String path, String limits) {
        given.done(toCreate(path));
        given.done(toCreate("/zookeeper/quota" + path));
        given.done(toCreate("/zookeeper/quota" + path + "/zookeeper_limits"));
        given.done(toSet("/zookeeper/quota" + path + "/zookeeper_limits", limits, ANY));
        given.done(toCreate("/zookeeper/quota" + path + "/zookeeper_stats"));
    }

    private String image() {
        StringBuilder image = new StringBuilder();
        for (String path : List.of("/", "/p", "/p/e", "/p/n", "/q", "/r")) {
            image.append(path).append(given.view.find(path)).append('\n');
            given.view.forEachChild(path, name -> image.append(name).append(' '));
        }
        given.view.forEachEphemeral(Given.SESSION, path -> image.append(path).append(' '));
        return image.append(given.view.digest()).toString();
    }
}
