package io.quorate.shell.command;

import io.quorate.data.Stat;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Json;
import io.quorate.shell.render.StatText;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;

/** {@code set}. */
final class SetData implements ShellCommand {
    private final boolean withStat;
    private final int version;
    private final boolean base64;
    private final Znode path;
    private final String data;

    SetData(Arguments arguments) {
        withStat = arguments.flag("shows the Stat", "-s");
        int wanted = arguments.number(-1, "only if the data has this version", "-v");
        base64 = arguments.flag("the data is base64", "-b");
        path = arguments.path();
        data = arguments.word();
        String old = arguments.optional();
        version = old == null ? wanted : arguments.number(old);
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        Stat stat = shell.await(shell.client().set(path.path(), bytes(), version));
        if (shell.talk().isJson()) {
            shell.talk().sayJson(Json.of(stat));
        } else if (withStat) {
            shell.talk().say(StatText.lines(stat, ZoneId.systemDefault()));
        }
    }

    private byte[] bytes() {
        if (!base64) {
            return data.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal("that is not base64: " + wrong.getMessage());
        }
    }
}
