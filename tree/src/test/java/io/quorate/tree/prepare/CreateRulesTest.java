package io.quorate.tree.prepare;

import static io.quorate.tree.prepare.Given.ANY;
import static io.quorate.tree.prepare.Given.toCreate;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.Permission;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.tree.Owner;
import io.quorate.tree.Trees;
import io.quorate.tree.txn.Txn;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The checks of a create, each row with faults that later rows would find too, so that the order shows (client protocol
 * 2.7).
 */
final class CreateRulesTest {
    private static final List<Acl> BAD_ACL = List.of(new Acl(31, "nonsense", "x"));
    private static final List<Acl> READ_ONLY = List.of(new Acl(Permission.READ, "world", "anyone"));
    private static final long EXPIRED = 0x999;

    private final Given given = Given.plain();

    @BeforeEach
    void someZnodes() {
        given.done(toCreate("/open"));
        given.done(toCreate("/open/child"));
        given.done(toCreate("/denied", READ_ONLY));
        given.done(toCreate("/eph", 1));
    }

    @ParameterizedTest
    @CsvSource({
        // opcode, path, flags, ttl, ACL, session, error
        "CREATE,    nopath,          7, -1, bad, expired, BAD_ARGUMENTS",
        "CREATE,    nopath,         -1, -1, bad, expired, BAD_ARGUMENTS",
        "CREATE,    nopath,          5, -1, bad, expired, BAD_ARGUMENTS",
        "CREATE2,   nopath,          6, -1, bad, expired, BAD_ARGUMENTS",
        "CONTAINER, nopath,          5, -1, bad, expired, BAD_ARGUMENTS",
        "TTL,       nopath,          5,  0, bad, expired, BAD_ARGUMENTS",
        "TTL,       nopath,          6, -5, bad, expired, BAD_ARGUMENTS",
        "TTL,       nopath,          5, 1099511627776, bad, expired, BAD_ARGUMENTS",
        "TTL,       nopath,          0, 10, bad, expired, BAD_ARGUMENTS",
        "TTL,       /open/new,       0, -1, ok,  alive,   BAD_ARGUMENTS",
        "CREATE,    nopath,          0, -1, bad, expired, SESSION_EXPIRED",
        "CREATE,    nopath,          1, -1, bad, expired, SESSION_EXPIRED",
        "CREATE,    nopath,          0, -1, bad, alive,   BAD_ARGUMENTS",
        "CREATE,    '',              0, -1, bad, alive,   BAD_ARGUMENTS",
        "CREATE,    /none/NUL,       0, -1, bad, alive,   BAD_ARGUMENTS",
        "CREATE,    /none/x,         0, -1, bad, alive,   INVALID_ACL",
        "CREATE,    /none/x,         0, -1, null, alive,  INVALID_ACL",
        "CREATE,    /none/x,         0, -1, empty, alive, INVALID_ACL",
        "CREATE,    /open/../b,      0, -1, ok,  alive,   NO_NODE",
        "CREATE,    x/y,             0, -1, ok,  alive,   NO_NODE",
        "CREATE,    /none/x,         0, -1, ok,  alive,   NO_NODE",
        "CREATE,    /denied/.,       0, -1, ok,  alive,   NO_AUTH",
        "CREATE,    /denied/x,       0, -1, ok,  alive,   NO_AUTH",
        "CREATE,    /open/.,         0, -1, ok,  alive,   BAD_ARGUMENTS",
        "CREATE,    /open/,          0, -1, ok,  alive,   BAD_ARGUMENTS",
        "CREATE,    //,              0, -1, ok,  alive,   BAD_ARGUMENTS",
        "CREATE,    /eph/.,          0, -1, ok,  alive,   BAD_ARGUMENTS",
        "CREATE,    /,               0, -1, ok,  alive,   NODE_EXISTS",
        "CREATE,    /open/child,     0, -1, ok,  alive,   NODE_EXISTS",
        "CREATE,    /eph/x,          0, -1, ok,  alive,   NO_CHILDREN_FOR_EPHEMERALS",
        "CREATE,    /eph/x,          1, -1, ok,  alive,   NO_CHILDREN_FOR_EPHEMERALS",
        "CREATE,    /open/new,       0, -1, ok,  alive,   OK",
        "CREATE,    /open/...,       0, -1, ok,  alive,   OK",
        "TTL,       /open/new,       5, 1099511627775, ok, alive, OK",
    })
    void theFirstFaultIsTold(
            CreateForm form, String path, int flags, long ttl, String acl, String session, ErrorCode expected) {
        WriteRequest request = new WriteRequest.Create(
                form,
                path.replace("NUL", "\0"),
                null,
                switch (acl) {
                    case "null" -> null;
                    case "empty" -> List.of();
                    case "bad" -> BAD_ACL;
                    default -> Acl.OPEN;
                },
                flags,
                ttl);
        long asking = session.equals("alive") ? Given.SESSION : EXPIRED;
        assertThat(given.code(asking, request, Given.ALICE)).isEqualTo(expected);
        given.applyAll();
    }

    @Test
    void withoutExtendedTypesTtlIsNotThereAtAll() {
        Given narrow = new Given(Given.limits(false, false));
        assertThat(narrow.code(toCreate(CreateForm.TTL, "nopath", 5, 0))).isEqualTo(ErrorCode.UNIMPLEMENTED);
        assertThat(narrow.code(toCreate(CreateForm.CREATE, "nopath", 6, -1))).isEqualTo(ErrorCode.UNIMPLEMENTED);
        assertThat(narrow.code(toCreate(CreateForm.CONTAINER, "nopath", 5, -1))).isEqualTo(ErrorCode.UNIMPLEMENTED);
        assertThat(narrow.codes(toCreate(CreateForm.TTL, "/a", 5, 10))).containsExactly(ErrorCode.UNIMPLEMENTED);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, 0, -1, Create, 0",
        "CREATE2, 0, -1, Create, 0",
        "CREATE, 1, -1, Create, 4097",
        "CREATE, 4, -1, CreateContainer, container",
        "CREATE2, 4, -1, CreateContainer, container",
        "CONTAINER, 0, -1, CreateContainer, container",
        "CONTAINER, 1, -1, CreateContainer, container",
        "CONTAINER, 4, -1, CreateContainer, container",
        "TTL, 5, 10, CreateTtl, ttl",
    })
    void theOpcodeDecidesTheKind(CreateForm form, int flags, long ttl, String txn, String owner) {
        Txn settled = given.settle(toCreate(form, "/open/k", flags, ttl));
        assertThat(settled.getClass().getSimpleName()).isEqualTo(txn);
        given.applyAll();
        assertOwner("/open/k", owner);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, 0, -1, Create, 0",
        "CREATE, 4, -1, CreateContainer, container",
        "CREATE2, 4, -1, CreateContainer, container",
        "CONTAINER, 0, -1, CreateContainer, container",
        "TTL, 0, 10, Create, 0",
        "TTL, 0, -1, Create, 0",
        "TTL, 1, 10, Create, 4097",
        "TTL, 4, 10, CreateContainer, container",
        "TTL, 5, 10, CreateTtl, ttl",
    })
    void withinAMultiTheFlagsDecideTheKind(CreateForm form, int flags, long ttl, String txn, String owner) {
        Txn settled = given.settle(new WriteRequest.Multi(List.of(toCreate(form, "/open/k", flags, ttl))));
        assertThat(((Txn.Multi) settled).parts().getFirst().getClass().getSimpleName())
                .isEqualTo(txn);
        given.applyAll();
        assertOwner("/open/k", owner);
    }

    @Test
    void theSuffixIsTheCountOfAllChildrenEverCreated() {
        assertThat(createdPath(toCreate("/open/s-", 2))).isEqualTo("/open/s-0000000001");
        assertThat(createdPath(toCreate("/open/e-", 3))).isEqualTo("/open/e-0000000002");
        given.done(new WriteRequest.Delete("/open/s-0000000001", ANY));
        given.applyAll();
        assertThat(given.code(toCreate("/open/child"))).isEqualTo(ErrorCode.NODE_EXISTS);
        assertThat(createdPath(toCreate("/open/", 2))).isEqualTo("/open/0000000003");
        assertThat(createdPath(toCreate(CreateForm.CONTAINER, "/open/c", 2, -1)))
                .isEqualTo("/open/c0000000004");
        assertThat(createdPath(toCreate(CreateForm.TTL, "/open/t", 6, 9))).isEqualTo("/open/t0000000005");
        assertThat(createdPath(toCreate("/", 2))).isEqualTo("/0000000003");
    }

    @Test
    void aFailedMultiConsumesNoNumber() {
        assertThat(given.codes(toCreate("/open/s-", 2), toCreate("/open/s-", 2), toCreate("/none/x")))
                .containsExactly(ErrorCode.OK, ErrorCode.OK, ErrorCode.NO_NODE);
        assertThat(createdPath(toCreate("/open/s-", 2))).isEqualTo("/open/s-0000000001");
    }

    @Test
    void aSuffixedNameThatSomebodyMadeByHandIsInTheWay() {
        given.done(toCreate("/open/s-0000000002"));
        assertThat(given.code(toCreate("/open/s-", 2))).isEqualTo(ErrorCode.NODE_EXISTS);
    }

    @Test
    void theSuffixSticksAtTheEndOfTheNumbers() {
        given.applyAll();
        given.tree.replaceChildStat("/open", Integer.MAX_VALUE - 1, 50);
        assertThat(createdPath(toCreate("/open/s-", 2))).isEqualTo("/open/s-2147483646");
        assertThat(createdPath(toCreate("/open/s-", 2))).isEqualTo("/open/s-2147483647");
        assertThat(given.code(toCreate("/open/s-", 2))).isEqualTo(ErrorCode.NODE_EXISTS);
        given.applyAll();
        assertThat(given.code(toCreate("/open/s-", 2))).isEqualTo(ErrorCode.NODE_EXISTS);
        assertThat(createdPath(toCreate("/open/t-", 2))).isEqualTo("/open/t-2147483647");
    }

    @Test
    void anAclOfCreatorsIsExpandedOnce() {
        Txn txn = given.settle(toCreate("/open/mine", List.of(new Acl(31, "auth", null))));
        assertThat(((Txn.Create) txn).acl()).containsExactly(new Acl(31, "digest", "alice:secret"));
        assertThat(given.code(Given.SESSION, toCreate("/open/his", List.of(new Acl(31, "auth", ""))), Given.NOBODY))
                .isEqualTo(ErrorCode.INVALID_ACL);
    }

    @Test
    void whoMayCreateIsDecidedByTheParentAlone() {
        given.done(toCreate("/alices", List.of(new Acl(Permission.CREATE, "digest", "alice:secret"))));
        assertThat(given.code(Given.SESSION, toCreate("/alices/x"), Given.NOBODY))
                .isEqualTo(ErrorCode.NO_AUTH);
        assertThat(given.code(toCreate("/alices/x"))).isEqualTo(ErrorCode.OK);
        assertThat(given.code(Given.SESSION, toCreate("/alices/x/y"), Given.NOBODY))
                .isEqualTo(ErrorCode.OK);
    }

    private String createdPath(WriteRequest.Create request) {
        return switch (given.settle(request)) {
            case Txn.Create create -> create.path();
            case Txn.CreateContainer create -> create.path();
            case Txn.CreateTtl create -> create.path();
            case Txn other -> throw new AssertionError("not created: " + other);
        };
    }

    private void assertOwner(String path, String owner) {
        long expected = switch (owner) {
            case "container" -> Owner.CONTAINER;
            case "ttl" -> Owner.ofTtl(10);
            default -> Long.parseLong(owner);
        };
        assertThat(Trees.found(given.tree, path).owner()).isEqualTo(expected);
    }
}
