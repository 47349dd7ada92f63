package io.quorate.shell.command;

import io.quorate.client.ConnectionEvent;
import io.quorate.client.NodeData;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.client.WatchMode;
import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.Paint;
import io.quorate.shell.render.Preview;
import io.quorate.shell.render.StatText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code watch}. */
final class Watch implements ShellCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    /** Events that may wait to be shown; what comes beyond is counted and told. */
    private static final int MOST_WAITING = 10_000;

    private final boolean withData;
    private final int count;
    private final Znode path;

    Watch(Arguments arguments) {
        withData = arguments.flag("with the beginning of the data", "-d");
        count = arguments.number(Integer.MAX_VALUE, "ends after so many events", "-n");
        path = arguments.path();
    }

    /** What comes by itself. */
    private sealed interface News {
        /** A change. */
        record Change(WatchEvent event, long atMs) implements News {}

        /** The connection. */
        record Link(ConnectionEvent event) implements News {}
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        BlockingQueue<News> news = new ArrayBlockingQueue<>(MOST_WAITING);
        AtomicInteger dropped = new AtomicInteger();
        WatchListener listener = listener(news, dropped);
        try (Registration _ = shell.await(shell.client().addWatch(path.path(), WatchMode.RECURSIVE, listener))) {
            shell.talk().remark("following " + path.path() + "; Ctrl-C ends");
            int shown = 0;
            while (shown < count) {
                switch (news.take()) {
                    case News.Change change -> {
                        show(shell, change);
                        shown++;
                    }
                    case News.Link(ConnectionEvent event) -> tell(shell, event);
                }
                int lost = dropped.getAndSet(0);
                if (lost > 0) {
                    shell.talk().complain(lost + " events came faster than they could be shown");
                }
            }
        }
    }

    private static WatchListener listener(BlockingQueue<News> news, AtomicInteger dropped) {
        return new WatchListener() {
            @Override
            public void changed(WatchEvent event) {
                add(new News.Change(event, System.currentTimeMillis()));
            }

            @Override
            public void connection(ConnectionEvent event) {
                add(new News.Link(event));
            }

            private void add(News one) {
                if (!news.offer(one)) {
                    dropped.incrementAndGet();
                }
            }
        };
    }

    private static void tell(Shell shell, ConnectionEvent event) {
        if (event.kind().isFinal()) {
            throw new Refusal(ExitCode.UNREACHABLE, "the session is over: " + event.reason());
        }
        shell.talk()
                .remark(
                        switch (event.kind()) {
                            case CONNECTED, CONNECTED_READ_ONLY -> "connected with " + event.server();
                            case SUSPENDED -> "the connection is lost, trying others: " + event.reason();
                            case EXPIRED, AUTH_FAILED, CLOSED -> event.reason();
                        });
    }

    private void show(Shell shell, News.Change change) throws InterruptedException {
        WatchEvent event = change.event();
        String what = switch (event.type()) {
            case CREATED -> "created";
            case DELETED -> "deleted";
            case DATA_CHANGED -> "changed";
            case CHILDREN_CHANGED -> "children";
            case REMOVED -> "unwatched";
            case GAP -> "gap";
        };
        String data = data(shell, event);
        if (shell.talk().isJson()) {
            Fields fields = Fields.of("time", change.atMs())
                    .and("event", what)
                    .and("path", event.path())
                    .and("zxid", StatText.hex(event.zxid()));
            shell.talk().sayJson((data.isEmpty() ? fields : fields.and("data", data)).map());
            return;
        }
        Paint paint = switch (event.type()) {
            case CREATED -> Paint.GREEN;
            case DELETED -> Paint.RED;
            case DATA_CHANGED, CHILDREN_CHANGED -> Paint.YELLOW;
            case REMOVED, GAP -> Paint.STRONG;
        };
        String time = TIME.format(Instant.ofEpochMilli(change.atMs()).atZone(ZoneId.systemDefault()));
        String rest = event.type() == WatchEvent.Type.GAP
                ? "the connection was lost for a while: what changed meanwhile is not shown"
                : "zxid " + StatText.hex(event.zxid()) + (data.isEmpty() ? "" : "  " + data);
        shell.talk()
                .say(shell.talk().paint(Paint.FAINT, time) + " " + shell.talk().paint(paint, "%-9s".formatted(what))
                        + " " + event.path() + "  " + shell.talk().paint(Paint.FAINT, rest));
    }

    /** As it is now, which may be newer than the event. */
    private String data(Shell shell, WatchEvent event) throws InterruptedException {
        boolean has = event.type() == WatchEvent.Type.CREATED || event.type() == WatchEvent.Type.DATA_CHANGED;
        if (!withData || !has) {
            return "";
        }
        try {
            NodeData node = shell.await(shell.client().get(event.path()));
            return Preview.of(node.data());
        } catch (StateException.NoNode _) {
            return "(gone)";
        } catch (StateException.NoAuth _) {
            return "(not readable)";
        }
    }
}
