package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.client.Reconfiguration;
import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.StatText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code reconfig}. */
final class Reconfig implements ShellCommand {
    private static final int HEX = 16;

    private final boolean withStat;
    private final @Nullable String version;
    private final @Nullable Path file;
    private final @Nullable String members;
    private final @Nullable String joining;
    private final @Nullable String leaving;

    Reconfig(Arguments arguments) {
        withStat = arguments.flag("with the Stat", "-s");
        version = arguments.value("only if the configuration has this version, a hexadecimal number", "-v");
        file = arguments.file("the new members, as a dynamic configuration file has them", "-file");
        members = arguments.value("the new members: server.1=...,server.2=...", "-members");
        joining = arguments.value("members that join or change", "-add");
        leaving = arguments.value("the ids of members that leave", "-remove");
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        boolean whole = file != null || members != null;
        boolean partial = joining != null || leaving != null;
        if (whole == partial || (file != null && members != null)) {
            throw new Refusal(ExitCode.USAGE, "reconfig " + usage());
        }
        NodeData answer = shell.await(shell.client()
                .reconfigure(new Reconfiguration(joining, leaving, file == null ? members : read(file), from())));
        shell.talk().say("Committed new configuration:\n" + answer.text());
        if (withStat) {
            shell.talk().say(StatText.lines(answer.stat(), ZoneId.systemDefault()));
        }
    }

    private static String usage() {
        Catalogue.Entry entry = Catalogue.find("reconfig");
        return entry == null ? "" : entry.syntax();
    }

    private long from() {
        try {
            return version == null ? -1 : Long.parseLong(version, HEX);
        } catch (NumberFormatException _) {
            throw new Refusal(ExitCode.USAGE, "-v " + version + " is not a hexadecimal number");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("server."))
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new Refusal(file + " cannot be read: " + e);
        }
    }
}
