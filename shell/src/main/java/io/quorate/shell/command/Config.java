package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.client.Read;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.StatText;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** {@code config}. */
final class Config implements ShellCommand {
    private final boolean connectString;
    private final boolean watched;
    private final boolean withStat;

    Config(Arguments arguments) {
        connectString = arguments.flag("the version, and where clients connect", "-c");
        watched = arguments.flag("tells once when it changes", "-w");
        withStat = arguments.flag("with the Stat", "-s");
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        Read read = watched ? Read.watched(new EventLines(shell, EventLines.Kind.DATA)) : Read.PLAIN;
        NodeData config = shell.await(shell.client().config(read));
        List<String> lines = config.text().lines().toList();
        if (shell.talk().isJson()) {
            shell.talk().sayJson(Fields.of("config", lines).map());
            return;
        }
        shell.talk().say(connectString ? forClients(lines) : config.text());
        if (withStat) {
            shell.talk().say(StatText.lines(config.stat(), ZoneId.systemDefault()));
        }
    }

    private static String forClients(List<String> lines) {
        String version = lines.stream()
                .filter(line -> line.startsWith("version="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
        String places = lines.stream()
                .filter(line -> line.startsWith("server.") && line.indexOf(';') >= 0)
                .map(line -> line.substring(line.indexOf(';') + 1))
                .map(place -> place.indexOf(':') < 0 ? "0.0.0.0:" + place : place)
                .collect(Collectors.joining(","));
        return version + " " + places;
    }
}
