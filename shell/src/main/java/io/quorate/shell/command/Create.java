package io.quorate.shell.command;

import io.quorate.client.CreateOptions;
import io.quorate.client.Created;
import io.quorate.data.CreateMode;
import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.AclText;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code create}. */
final class Create implements ShellCommand {
    private final boolean sequential;
    private final boolean ephemeral;
    private final boolean container;
    private final @Nullable String ttl;
    private final boolean parents;
    private final String path;
    private final @Nullable String data;
    private final @Nullable String acl;

    Create(Arguments arguments) {
        sequential = arguments.flag("its name is completed by a number", "-s");
        ephemeral = arguments.flag("goes with this session", "-e");
        container = arguments.flag("a container: goes some time after its last child", "-c");
        ttl = arguments.value("goes when it has no children and was not changed for so many ms", "-t");
        parents = arguments.flag("makes missing parents, as containers", "-p");
        path = arguments.word();
        data = arguments.optional();
        acl = arguments.optional();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (container && (sequential || ephemeral)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "-c cannot be combined with -s or -e. Containers cannot be ephemeral or sequential.");
        }
        if (ttl != null && ephemeral) {
            throw new Refusal(ExitCode.USAGE, "TTLs cannot be used with Ephemeral znodes");
        }
        if (ttl != null && container) {
            throw new Refusal(ExitCode.USAGE, "TTLs cannot be used with Container znodes");
        }
        CreateOptions options = options();
        Znode.check(sequential ? path + "0" : path);
        Created created = shell.await(
                shell.client().create(path, data == null ? null : data.getBytes(StandardCharsets.UTF_8), options));
        if (shell.talk().isJson()) {
            shell.talk()
                    .sayJson(Fields.of("path", created.path())
                            .and("stat", Json.of(created.stat()))
                            .map());
        } else {
            shell.talk().say("Created " + created.path());
        }
    }

    private CreateOptions options() {
        CreateOptions options = ttl == null ? CreateOptions.of(mode()) : withTtl(ttl);
        if (acl != null) {
            options = options.withAcl(AclText.parse(acl));
        }
        return parents ? options.creatingParents() : options;
    }

    private CreateOptions withTtl(String text) {
        try {
            return CreateOptions.ofTtl(
                    sequential ? CreateMode.TTL_SEQUENTIAL : CreateMode.TTL, Duration.ofMillis(Long.parseLong(text)));
        } catch (NumberFormatException _) {
            throw new Refusal(ExitCode.USAGE, "-t argument must be a long value");
        }
    }

    private CreateMode mode() {
        if (container) {
            return CreateMode.CONTAINER;
        }
        if (ephemeral) {
            return sequential ? CreateMode.EPHEMERAL_SEQUENTIAL : CreateMode.EPHEMERAL;
        }
        return sequential ? CreateMode.PERSISTENT_SEQUENTIAL : CreateMode.PERSISTENT;
    }
}
