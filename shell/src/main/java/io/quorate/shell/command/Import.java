package io.quorate.shell.command;

import io.quorate.client.CreateOptions;
import io.quorate.data.Acl;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.AclText;
import io.quorate.shell.render.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code import}: what {@link Export} has written, a batch at a time. */
final class Import implements ShellCommand {
    private final boolean replacing;
    private final @Nullable Path file;
    private final boolean open;
    private final Znode into;

    Import(Arguments arguments) {
        replacing = arguments.flag("replaces the data of znodes that are there already", "-f");
        file = arguments.file("the file; else standard input", "-i");
        open = arguments.flag("everybody may use them, whatever the ACLs were", "-O");
        String target = arguments.value(
                "the znode that becomes what was exported; missing parents are made", "-into", "--into");
        into = new Znode(target == null ? "/" : target);
    }

    /** A line, understood. */
    private record Line(String path, byte @Nullable [] data, List<Acl> acl) {}

    @Override
    public void run(Shell shell) throws InterruptedException {
        try (BufferedReader lines = reader()) {
            Planting planting = new Planting(shell, replacing);
            boolean first = true;
            int number = 0;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                if (!text.isBlank()) {
                    Line line = parse(text, number);
                    if (first) {
                        makeWay(shell);
                        first = false;
                    }
                    if (!line.path().equals("/")) {
                        planting.plant(line.path(), line.data(), line.acl());
                    }
                }
            }
            shell.talk().say("Imported " + planting.finish() + " znodes into " + into.path());
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal((file == null ? "standard input" : file) + " cannot be read: " + e.getMessage());
        }
    }

    private BufferedReader reader() throws IOException {
        return file == null
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(file);
    }

    /** The parents of what is imported. */
    private void makeWay(Shell shell) throws InterruptedException {
        int slash = into.path().lastIndexOf('/');
        String parent = into.path().substring(0, Math.max(slash, 0));
        if (!parent.isEmpty() && shell.await(shell.client().exists(parent)).isEmpty()) {
            shell.await(shell.client().create(parent, null, CreateOptions.PERSISTENT.creatingParents()));
        }
    }

    private Line parse(String text, int number) {
        try {
            Map<String, @Nullable Object> fields = JsonText.object(text);
            if (!(fields.get("path") instanceof String below) || !below.startsWith("/")) {
                throw new IllegalArgumentException("there is no \"path\" that begins with /");
            }
            String root = into.path().equals("/") ? "" : into.path();
            String path = below.equals("/") ? into.path() : root + below;
            Znode.check(path);
            byte[] data = fields.get("data") instanceof String base64
                    ? Base64.getDecoder().decode(base64)
                    : null;
            return new Line(path, data, acl(path, fields.get("acl")));
        } catch (IllegalArgumentException wrong) {
            throw new Refusal("line " + number + " is not one that export has written: " + wrong.getMessage());
        }
    }

    private List<Acl> acl(String path, @Nullable Object value) {
        if (open || !(value instanceof List<?> entries)) {
            return Acl.OPEN;
        }
        List<Acl> acl = new ArrayList<>();
        for (Object entry : entries) {
            acl.addAll(AclText.parse(String.valueOf(entry)));
        }
        return Planting.unmasked(path, acl);
    }
}
