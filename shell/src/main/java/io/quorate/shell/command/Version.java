package io.quorate.shell.command;

import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code version}. */
final class Version implements ShellCommand {
    @Override
    public void run(Shell shell) {
        String version = ofBuild();
        if (shell.talk().isJson()) {
            shell.talk().sayJson(Fields.of("version", version).map());
        } else {
            shell.talk().say("Quorate shell version: " + version);
        }
    }

    private static String ofBuild() {
        try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
            if (text == null) {
                throw new IllegalStateException("the build has left out version.txt");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
