package io.quorate.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.replica.Audited;
import io.quorate.tree.access.SchemeRules;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.txn.Txn;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Operations 5. */
class AuditLogTest {
    private static final List<Identity> ALICE =
            List.of(new Identity("ip", "127.0.0.1"), new Identity("digest", "alice:hash"));
    private static final String HEAD = "session=0x2a\tuser=127.0.0.1,alice\tip=127.0.0.1\t";

    private final AuditLog audit = new AuditLog(new SchemeRules(Schemes.standard(), false), "zoo");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.LOGGER);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void aCreateTellsTheNameItCameTo() {
        write(create("/a-", 2), new Txn.Create(Txn.CreateForm.CREATE, "/a-0000000007", null, Acl.OPEN, false, 8));

        assertThat(told())
                .containsExactly("INFO " + HEAD
                        + "operation=create\tznode=/a-0000000007\tznode_type=persistent_sequential\tresult=success");
    }

    @Test
    void everyKindOfZnodeHasItsName() {
        for (int flags = 0; flags < 8; flags++) {
            write(create("/a", flags), new Txn.Error(-6));
        }

        assertThat(told())
                .extracting(line -> line.replaceAll(".*znode=/a\t?(.*)\tresult.*|.*", "$1"))
                .containsExactly(
                        "znode_type=persistent",
                        "znode_type=ephemeral",
                        "znode_type=persistent_sequential",
                        "znode_type=ephemeral_sequential",
                        "znode_type=container",
                        "znode_type=persistent_with_ttl",
                        "znode_type=persistent_sequential_with_ttl",
                        "");
    }

    @Test
    void whatFailedIsAnError() {
        write(new WriteRequest.Delete("/a", -1), new Txn.Error(-101));

        assertThat(told()).containsExactly("ERROR " + HEAD + "operation=delete\tznode=/a\tresult=failure");
    }

    @Test
    void anAclIsWrittenAsClientsWriteIt() {
        List<Acl> acl = List.of(new Acl(31, "world", "anyone"), new Acl(5, "ip", "10.0.0.0/8"));
        write(new WriteRequest.SetAcl("/a", acl, -1), new Txn.SetAcl("/a", acl, 1));

        assertThat(told())
                .containsExactly("INFO " + HEAD
                        + "operation=setAcl\tznode=/a\tacl=world:anyone:cdrwa,ip:10.0.0.0/8:cr\tresult=success");
    }

    @Test
    void aMultiIsToldByItsChangesOrAsOneFailure() {
        WriteRequest multi = new WriteRequest.Multi(List.of(
                new WriteRequest.Check("/a", 0),
                new WriteRequest.SetData("/a", null, 0),
                new WriteRequest.Delete("/b", -1)));
        write(
                multi,
                new Txn.Multi(List.of(new Txn.Check("/a", 0), new Txn.SetData("/a", null, 1), new Txn.Delete("/b"))));
        write(multi, new Txn.Multi(List.of(new Txn.Error(0), new Txn.Error(-101), new Txn.Error(-2))));

        assertThat(told())
                .containsExactly(
                        "INFO " + HEAD + "operation=setData\tznode=/a\tresult=success",
                        "INFO " + HEAD + "operation=delete\tznode=/b\tresult=success",
                        "ERROR " + HEAD + "operation=multiOperation\tresult=failure");
    }

    @Test
    void ephemeralsThatGoWithTheirSessionAreToldOfTheServer() {
        audit.accept(new Audited(0x2a, List.of(), null, new Txn.CloseSession(List.of("/e", "/f"))));

        assertThat(told())
                .containsExactly(
                        "INFO session=0x2a\tuser=zoo\toperation=ephemeralZNodeDeletionOnSessionCloseOrExpire\tznode=/e"
                                + "\tresult=success",
                        "INFO session=0x2a\tuser=zoo\toperation=ephemeralZNodeDeletionOnSessionCloseOrExpire\tznode=/f"
                                + "\tresult=success");
    }

    @Test
    void nobodyCanForgeALine() {
        write(new WriteRequest.Delete("/a\tresult=success\nsession=0x1", -1), new Txn.Error(-8));

        assertThat(told())
                .containsExactly("ERROR " + HEAD
                        + "operation=delete\tznode=/a\\u0009result=success\\u000asession=0x1\tresult=failure");
    }

    @Test
    void theServersOwnLifeIsTold() {
        audit.started();
        audit.stopping();
        audit.notStarted();

        assertThat(told())
                .containsExactly(
                        "INFO user=zoo\toperation=serverStart\tresult=success",
                        "INFO user=zoo\toperation=serverStop\tresult=invoked",
                        "ERROR user=zoo\toperation=serverStart\tresult=failure");
    }

    private void write(WriteRequest request, Txn txn) {
        audit.accept(new Audited(0x2a, ALICE, request, txn));
    }

    private static WriteRequest create(String path, int flags) {
        return new WriteRequest.Create(WriteRequest.CreateForm.CREATE, path, null, Acl.OPEN, flags, -1);
    }

    private List<String> told() {
        return lines.list.stream()
                .map(event -> (event.getLevel() == Level.INFO ? "INFO " : "ERROR ") + event.getFormattedMessage())
                .toList();
    }
}
