package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.client.Read;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.HexDump;
import io.quorate.shell.render.Json;
import io.quorate.shell.render.StatText;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code get}. */
final class Get implements ShellCommand {
    private final boolean withStat;
    private boolean watched;
    private final boolean base64;
    private final boolean hex;
    private final Znode path;
    private final @Nullable String oldWatch;

    Get(Arguments arguments) {
        withStat = arguments.flag("with the Stat", "-s");
        watched = arguments.flag("tells once when the data changes or the znode goes", "-w");
        base64 = arguments.flag("as base64", "-b");
        hex = arguments.flag("as a table of hexadecimal numbers", "-x");
        path = arguments.path();
        oldWatch = arguments.optional();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (oldWatch != null) {
            shell.talk().say("'get path [watch]' has been deprecated. Please use 'get [-s] [-w] path' instead.");
            watched = true;
        }
        Read read = watched ? Read.watched(new EventLines(shell, EventLines.Kind.DATA)) : Read.PLAIN;
        NodeData node = shell.await(shell.client().get(path.path(), read));
        if (shell.talk().isJson()) {
            Fields fields = Fields.of("path", path.path()).and("data", jsonData(node.data()));
            shell.talk().sayJson((withStat ? fields.and("stat", Json.of(node.stat())) : fields).map());
            return;
        }
        shell.talk().say(shown(node.data()));
        if (withStat) {
            shell.talk().say(StatText.lines(node.stat(), ZoneId.systemDefault()));
        }
    }

    private List<String> shown(byte @Nullable [] data) {
        if (data == null) {
            return List.of("null");
        }
        if (hex) {
            return HexDump.lines(data);
        }
        return List.of(base64 ? Base64.getEncoder().encodeToString(data) : new String(data, StandardCharsets.UTF_8));
    }

    private @Nullable String jsonData(byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        return base64 ? Base64.getEncoder().encodeToString(data) : new String(data, StandardCharsets.UTF_8);
    }
}
