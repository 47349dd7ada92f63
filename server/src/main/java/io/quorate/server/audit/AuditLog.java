package io.quorate.server.audit;

import io.quorate.data.Acl;
import io.quorate.data.CreateMode;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.message.WriteRequest;
import io.quorate.replica.Audited;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.IpScheme;
import io.quorate.tree.txn.Txn;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the audit log: what succeeded at INFO, what failed at ERROR. Safe for any thread. */
public final class AuditLog implements Consumer<Audited> {
    /** ZooKeeper's, because logging configurations name it. */
    public static final String LOGGER = "org.apache.zookeeper.audit.Slf4jAuditLogger";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final String CREATE = "create";

    private final AccessRules rules;
    private final String serverUser;

    /**
     * A log.
     *
     * @param rules tell users from identities, whose proofs are not to be written down
     * @param serverUser whose process this is
     */
    public AuditLog(AccessRules rules, String serverUser) {
        this.rules = rules;
        this.serverUser = serverUser;
    }

    /** The server begins to serve. */
    public void started() {
        write(new AuditLine().user(serverUser).operation("serverStart"), AuditLine.Result.SUCCESS);
    }

    /** The server did not get as far as serving. */
    public void notStarted() {
        write(new AuditLine().user(serverUser).operation("serverStart"), AuditLine.Result.FAILURE);
    }

    /** The server is asked to stop. */
    public void stopping() {
        write(new AuditLine().user(serverUser).operation("serverStop"), AuditLine.Result.INVOKED);
    }

    @Override
    public void accept(Audited audited) {
        WriteRequest request = audited.request();
        if (request != null) {
            request(audited, request, audited.txn());
        } else if (audited.txn() instanceof Txn.CloseSession(List<String> paths) && paths != null) {
            for (String path : paths) {
                write(
                        new AuditLine()
                                .session(audited.sessionId())
                                .user(serverUser)
                                .operation("ephemeralZNodeDeletionOnSessionCloseOrExpire")
                                .znode(path),
                        AuditLine.Result.SUCCESS);
            }
        }
    }

    private void request(Audited audited, WriteRequest request, Txn txn) {
        AuditLine.Result result = txn instanceof Txn.Error ? AuditLine.Result.FAILURE : AuditLine.Result.SUCCESS;
        switch (request) {
            case WriteRequest.Create create ->
                write(
                        of(audited)
                                .operation(CREATE)
                                .znode(createdBy(txn, create.path()))
                                .znodeType(typeOf(create)),
                        result);
            case WriteRequest.Delete delete ->
                write(of(audited).operation("delete").znode(delete.path()), result);
            case WriteRequest.SetData set ->
                write(of(audited).operation("setData").znode(set.path()), result);
            case WriteRequest.SetAcl set ->
                write(of(audited).operation("setAcl").znode(set.path()).acl(text(set.acl())), result);
            case WriteRequest.Reconfig _ -> write(of(audited).operation("reconfig"), result);
            case WriteRequest.Multi(List<WriteRequest> parts) -> multi(audited, parts, txn);
            case WriteRequest.Check _, WriteRequest.DeleteContainer _ -> {
                // Neither is asked by a client outside a multi.
            }
        }
    }

    /** One line for a multi that failed, one for each change of one that did not. */
    private void multi(Audited audited, List<WriteRequest> requests, Txn txn) {
        if (!(txn instanceof Txn.Multi(List<Txn> parts)) || parts.stream().anyMatch(Txn.Error.class::isInstance)) {
            write(of(audited).operation("multiOperation"), AuditLine.Result.FAILURE);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            request(audited, requests.get(i), parts.get(i));
        }
    }

    private AuditLine of(Audited audited) {
        StringBuilder users = new StringBuilder();
        for (Identity user : rules.describe(audited.who())) {
            if (!user.id().isEmpty()) {
                users.append(users.isEmpty() ? "" : ",").append(user.id());
            }
        }
        AuditLine line = new AuditLine().session(audited.sessionId()).user(users.toString());
        for (Identity identity : audited.who()) {
            if (identity.scheme().equals(IpScheme.NAME)) {
                return line.ip(identity.id());
            }
        }
        return line;
    }

    /** With its sequence number, once it has one. */
    private static String createdBy(Txn txn, String asked) {
        return switch (txn) {
            case Txn.Create create -> create.path();
            case Txn.CreateContainer create -> create.path();
            case Txn.CreateTtl create -> create.path();
            case Txn.CreateSession _,
                    Txn.CloseSession _,
                    Txn.Error _,
                    Txn.Delete _,
                    Txn.DeleteContainer _,
                    Txn.SetData _,
                    Txn.Reconfig _,
                    Txn.SetAcl _,
                    Txn.Check _,
                    Txn.Multi _ -> asked;
        };
    }

    private static @Nullable String typeOf(WriteRequest.Create create) {
        CreateMode mode = CreateMode.of(create.flags());
        return switch (mode) {
            case TTL -> "persistent_with_ttl";
            case TTL_SEQUENTIAL -> "persistent_sequential_with_ttl";
            case PERSISTENT, EPHEMERAL, PERSISTENT_SEQUENTIAL, EPHEMERAL_SEQUENTIAL, CONTAINER ->
                mode.name().toLowerCase(Locale.ROOT);
            case null -> null;
        };
    }

    private static @Nullable String text(@Nullable List<Acl> acl) {
        if (acl == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Acl entry : acl) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(entry.scheme())
                    .append(':')
                    .append(entry.id())
                    .append(':')
                    .append(letters(entry.perms()));
        }
        return text.toString();
    }

    private static String letters(int perms) {
        return ((perms & Permission.CREATE) != 0 ? "c" : "")
                + ((perms & Permission.DELETE) != 0 ? "d" : "")
                + ((perms & Permission.READ) != 0 ? "r" : "")
                + ((perms & Permission.WRITE) != 0 ? "w" : "")
                + ((perms & Permission.ADMIN) != 0 ? "a" : "");
    }

    private static void write(AuditLine line, AuditLine.Result result) {
        switch (result) {
            case SUCCESS, INVOKED -> LOG.info(line.text(result));
            case FAILURE -> LOG.error(line.text(result));
        }
    }
}
