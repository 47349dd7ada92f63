package io.quorate.server.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line being written: fields in ZooKeeper's order, with tabs between them. What clients have chosen cannot pass for a
 * field or a line of its own.
 */
final class AuditLine {
    private static final char FIRST_PRINTABLE = ' ';
    private static final char DELETE = 0x7f;

    private @Nullable String session;
    private @Nullable String user;
    private @Nullable String ip;
    private @Nullable String operation;
    private @Nullable String znode;
    private @Nullable String znodeType;
    private @Nullable String acl;

    /** What became of it. */
    enum Result {
        SUCCESS,
        FAILURE,
        INVOKED
    }

    AuditLine session(long id) {
        session = "0x" + Long.toHexString(id);
        return this;
    }

    AuditLine user(String text) {
        user = text;
        return this;
    }

    AuditLine ip(String text) {
        ip = text;
        return this;
    }

    AuditLine operation(String text) {
        operation = text;
        return this;
    }

    AuditLine znode(@Nullable String path) {
        znode = path;
        return this;
    }

    AuditLine znodeType(@Nullable String text) {
        znodeType = text;
        return this;
    }

    AuditLine acl(@Nullable String text) {
        acl = text;
        return this;
    }

    String text(Result result) {
        StringBuilder line = new StringBuilder();
        field(line, "session", session);
        field(line, "user", user);
        field(line, "ip", ip);
        field(line, "operation", operation);
        field(line, "znode", znode);
        field(line, "znode_type", znodeType);
        field(line, "acl", acl);
        field(line, "result", result.name().toLowerCase(Locale.ROOT));
        return line.toString();
    }

    private static void field(StringBuilder line, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        line.append(line.isEmpty() ? "" : "\t").append(name).append('=');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < FIRST_PRINTABLE || c == DELETE) {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
    }
}
