package io.quorate.tree.prepare;

import static io.quorate.tree.prepare.Given.ANY;
import static io.quorate.tree.prepare.Given.toCreate;
import static io.quorate.tree.prepare.Given.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.Permission;
import io.quorate.message.WriteRequest;
import io.quorate.tree.Trees;
import io.quorate.tree.txn.Txn;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of delete, setData, setACL, check and of the reaper, each row with later faults too (2.8 to 2.14). */
final class ChangeRulesTest {
    private static final List<Acl> READ_ONLY = List.of(new Acl(Permission.READ, "world", "anyone"));
    private static final List<Acl> NOTHING = List.of(new Acl(0, "world", "anyone"));
    private static final List<Acl> BAD_ACL = List.of(new Acl(31, "super", ""));
    private static final long EXPIRED = 0x999;

    private final Given given = Given.plain();

    @BeforeEach
    void someZnodes() {
        given.done(toCreate("/open"));
        given.done(toCreate("/open/full"));
        given.done(toCreate("/open/full/child"));
        given.done(toCreate("/open/empty"));
        given.done(toCreate("/open/locked", NOTHING));
        given.done(toCreate("/kept"));
        given.done(toCreate("/kept/full"));
        given.done(toCreate("/kept/full/child"));
        given.done(new WriteRequest.SetAcl("/kept", READ_ONLY, ANY));
    }

    @ParameterizedTest
    @CsvSource({
        "/,                 5, expired, SESSION_EXPIRED",
        "noslash,           5, alive, BAD_ARGUMENTS",
        "/none/NUL,         5, alive, BAD_ARGUMENTS",
        "/,                 5, alive, BAD_ARGUMENTS",
        "/zookeeper,        5, alive, BAD_ARGUMENTS",
        "/zookeeper/quota,  5, alive, BAD_ARGUMENTS",
        "/zookeeper/config, 5, alive, BAD_ARGUMENTS",
        "/none/x,           5, alive, NO_NODE",
        "x/y,               5, alive, NO_NODE",
        "/kept/none,        5, alive, NO_AUTH",
        "/kept/full,        5, alive, NO_AUTH",
        "/open/none,        5, alive, NO_NODE",
        "/open/,            5, alive, NO_NODE",
        "//,                5, alive, NO_NODE",
        "/open/full,        5, alive, BAD_VERSION",
        "/open/full,        0, alive, NOT_EMPTY",
        "/open/full,       -1, alive, NOT_EMPTY",
        "/open/empty,       0, alive, OK",
        "/open/locked,     -1, alive, OK",
    })
    void theFirstFaultOfADeleteIsTold(String path, int version, String session, ErrorCode expected) {
        assertThat(code(session, new WriteRequest.Delete(path.replace("NUL", "\0"), version)))
                .isEqualTo(expected);
        given.applyAll();
    }

    @ParameterizedTest
    @CsvSource({
        "noslash,      5, expired, SESSION_EXPIRED",
        "noslash,      5, alive, BAD_ARGUMENTS",
        "/open/,       5, alive, BAD_ARGUMENTS",
        "/open/./a,    5, alive, BAD_ARGUMENTS",
        "/open/none,   5, alive, NO_NODE",
        "/kept,        5, alive, NO_AUTH",
        "/kept,        0, alive, NO_AUTH",
        "/open,        5, alive, BAD_VERSION",
        "/open,        0, alive, OK",
        "/open,       -1, alive, OK",
        "/,           -1, alive, OK",
        "/zookeeper/config, -1, alive, NO_AUTH",
    })
    void theFirstFaultOfASetDataIsTold(String path, int version, String session, ErrorCode expected) {
        assertThat(code(session, toSet(path, "new", version))).isEqualTo(expected);
        given.applyAll();
    }

    @ParameterizedTest
    @CsvSource({
        "noslash,      5, bad, expired, SESSION_EXPIRED",
        "noslash,      5, bad, alive, BAD_ARGUMENTS",
        "/open/none,   5, bad, alive, INVALID_ACL",
        "/kept,        5, bad, alive, INVALID_ACL",
        "/open/none,   5, ok, alive, NO_NODE",
        "/kept,        5, ok, alive, NO_AUTH",
        "/open,        5, ok, alive, BAD_VERSION",
        "/open,        0, ok, alive, OK",
        "/open,       -1, ok, alive, OK",
        "/,           -1, ok, alive, OK",
    })
    void theFirstFaultOfASetAclIsTold(String path, int version, String acl, String session, ErrorCode expected) {
        WriteRequest request = new WriteRequest.SetAcl(path, acl.equals("ok") ? Acl.OPEN : BAD_ACL, version);
        assertThat(code(session, request)).isEqualTo(expected);
        given.applyAll();
    }

    @ParameterizedTest
    @CsvSource({
        "noslash,      5, BAD_ARGUMENTS",
        "/open/none,   5, NO_NODE",
        "/open/locked, 5, NO_AUTH",
        "/open,        5, BAD_VERSION",
        "/open,        0, OK",
        "/open,       -1, OK",
    })
    void theFirstFaultOfACheckIsTold(String path, int version, ErrorCode expected) {
        assertThat(given.codes(new WriteRequest.Check(path, version))).containsExactly(expected);
    }

    @Test
    void aCheckOutsideAMultiNeverReachesTheLog() {
        assertThat(given.code(new WriteRequest.Check("/open", 0))).isEqualTo(ErrorCode.UNIMPLEMENTED);
    }

    @Test
    void newVersionsAreSettledAgainstWhatIsOutstanding() {
        assertThat(given.settle(toSet("/open", "1", 0))).extracting("version").isEqualTo(1);
        assertThat(given.settle(toSet("/open", "2", 0))).isEqualTo(new Txn.Error(-103));
        assertThat(given.settle(toSet("/open", "2", 1))).extracting("version").isEqualTo(2);
        assertThat(given.settle(new WriteRequest.SetAcl("/open", Acl.OPEN, 0)))
                .isEqualTo(new Txn.SetAcl("/open", Acl.OPEN, 1));
        assertThat(given.settle(new WriteRequest.SetAcl("/open", Acl.OPEN, 0))).isEqualTo(new Txn.Error(-103));
        assertThat(((Txn.Multi) given.settle(new WriteRequest.Multi(List.of(new WriteRequest.Check("/open", 2)))))
                        .parts())
                .containsExactly(new Txn.Check("/open", 3));
    }

    @Test
    void versionsWrapAroundAsIntsDo() {
        given.applyAll();
        given.tree.replace("/open", Trees.found(given.tree, "/open").withData(null, Integer.MAX_VALUE, 150, 0));
        assertThat(given.settle(toSet("/open", "1", Integer.MAX_VALUE)))
                .extracting("version")
                .isEqualTo(Integer.MIN_VALUE);
        assertThat(given.code(toSet("/open", "1", Integer.MAX_VALUE))).isEqualTo(ErrorCode.BAD_VERSION);
    }

    @Test
    void theReaperIsToldWhenAZnodeIsNoLongerAbandoned() {
        given.done(toCreate("/c", 4));
        given.done(toCreate("/c/x"));
        given.done(toCreate(WriteRequest.CreateForm.TTL, "/t", 5, 1000));
        given.done(toCreate("/e", 1));
        assertThat(reap("/c")).isEqualTo(ErrorCode.NOT_EMPTY);
        given.done(new WriteRequest.Delete("/c/x", ANY));
        assertThat(reap("/t")).as("not yet").isEqualTo(ErrorCode.BAD_VERSION);
        given.time += 900;
        given.done(toSet("/t", "again", ANY));
        given.time += 1000;
        assertThat(reap("/t")).as("the clock began again").isEqualTo(ErrorCode.BAD_VERSION);
        given.time += 1;
        assertThat(reap("/t")).isEqualTo(ErrorCode.OK);
        assertThat(reap("/c")).isEqualTo(ErrorCode.OK);
        assertThat(reap("/c")).isEqualTo(ErrorCode.NO_NODE);
        assertThat(reap("/e")).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(reap("/open/empty")).as("an ordinary znode by now").isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(reap("/zookeeper")).isEqualTo(ErrorCode.BAD_ARGUMENTS);
        given.applyAll();
        assertThat(given.tree.find("/t")).isNull();
    }

    @Test
    void theMembershipOfALoneMemberCannotBeChanged() {
        WriteRequest reconfig = new WriteRequest.Reconfig("server.1=a:1:2", null, null, -1);
        assertThat(given.code(reconfig)).isEqualTo(ErrorCode.RECONFIG_DISABLED);
        assertThat(new Given(Given.limits(true, false), true).code(reconfig)).isEqualTo(ErrorCode.UNIMPLEMENTED);
    }

    private ErrorCode reap(String path) {
        return given.code(0, new WriteRequest.DeleteContainer(path), List.of());
    }

    private ErrorCode code(String session, WriteRequest request) {
        return given.code(session.equals("alive") ? Given.SESSION : EXPIRED, request, Given.ALICE);
    }
}
