package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.AclText;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code export}: a znode a line, parents first, as {@code
 * {"path":"/below","data":"base64","acl":["world:anyone:cdrwa"]}}; paths are relative to the exported znode, which is
 * {@code /}.
 */
final class Export implements ShellCommand {
    private final @Nullable Path file;
    private final boolean ephemerals;
    private final Znode path;

    Export(Arguments arguments) {
        file = arguments.file("the file; else the lines go where results go", "-o");
        ephemerals = arguments.flag("ephemerals, too; they will be persistent when imported", "-e");
        path = arguments.path();
    }

    private int written;
    private int passedOver;

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (file == null) {
            export(shell, line -> shell.talk().say(line));
        } else {
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                export(shell, line -> write(out, line));
            } catch (IOException | UncheckedIOException e) {
                throw new Refusal(file + " cannot be written: " + e.getMessage());
            }
        }
        shell.talk()
                .remark("exported " + written + " znodes of " + path.path()
                        + (passedOver == 0 ? "" : ", without " + passedOver + " ephemerals; -e takes them, too"));
    }

    private static void write(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void export(Shell shell, Consumer<String> lines) throws InterruptedException {
        String root = path.path().equals("/") ? "" : path.path();
        new Subtree(shell).before(path.path(), (each, _) -> {
            if (each.equals("/zookeeper") || each.startsWith("/zookeeper/")) {
                return;
            }
            NodeData node = shell.await(shell.client().get(each));
            if (node.stat().ephemeralOwner() != 0 && !ephemerals) {
                passedOver++;
                return;
            }
            byte[] data = node.data();
            List<String> acl = shell.await(shell.client().getAcl(each)).entries().stream()
                    .map(AclText::text)
                    .toList();
            String below = each.equals("/") ? "" : each.substring(root.length());
            lines.accept(Json.of(Fields.of("path", below.isEmpty() ? "/" : below)
                    .and("data", data == null ? null : Base64.getEncoder().encodeToString(data))
                    .and("acl", acl)
                    .map()));
            written++;
        });
    }
}
