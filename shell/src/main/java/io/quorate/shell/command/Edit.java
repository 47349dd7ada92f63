package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.client.QuorateException;
import io.quorate.client.StateException;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code edit}. */
final class Edit implements ShellCommand {
    private final @Nullable String editor;
    private final Znode path;

    Edit(Arguments arguments) {
        editor = arguments.value("the editor; else $VISUAL, $EDITOR, or vi", "-e", "--editor");
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        NodeData before = shell.await(shell.client().get(path.path()));
        byte[] old = before.data() == null ? new byte[0] : before.data();
        try {
            Path file = Files.createTempFile("quorate-", ".txt");
            boolean keep = false;
            try {
                Files.write(file, old);
                open(file);
                byte[] edited = Files.readAllBytes(file);
                if (Arrays.equals(old, edited)) {
                    shell.talk().say("Unchanged");
                    return;
                }
                keep = true;
                set(shell, before, edited, file);
                keep = false;
            } finally {
                if (!keep) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new Refusal("the data cannot be handed to the editor: " + e);
        }
    }

    private void set(Shell shell, NodeData before, byte[] edited, Path file) throws InterruptedException {
        try {
            int version = shell.await(shell.client().set(path.path(), edited, before.version()))
                    .version();
            shell.talk().say("Set " + path.path() + " to version " + version);
        } catch (StateException.BadVersion _) {
            throw new Refusal(
                    "somebody has changed " + path.path() + " meanwhile; nothing was set, and your text is in " + file);
        } catch (QuorateException failed) {
            shell.talk().complain("your text is in " + file);
            throw failed;
        }
    }

    private void open(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(chosen().strip().split("\\s+")));
        command.add(file.toString());
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new Refusal("the editor " + command.getFirst() + " ended with " + code + "; nothing was set");
        }
    }

    private String chosen() {
        if (editor != null) {
            return editor;
        }
        Map<String, String> environment = System.getenv();
        return environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
    }
}
