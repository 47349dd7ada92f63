package io.quorate.shell;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ClientOptions;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.QuorateException;
import io.quorate.shell.command.Arguments;
import io.quorate.shell.command.Catalogue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What stays between commands: the client, the history, whether events are shown. Owned by the thread that reads
 * commands; {@link #talk} may be used by any.
 */
public final class Shell implements AutoCloseable {
    private static final int CLOSE_LIMIT_S = 5;

    private final Talk talk;
    private final Asking asking;
    private final boolean tellsConnection;
    private final History history = new History();
    private Settings settings;
    private @Nullable AsyncQuorate client;
    private volatile boolean printsWatches = true;
    private ExitCode last = ExitCode.OK;
    private boolean over;

    /**
     * A shell that is not connected.
     *
     * @param asking who answers questions
     * @param tellsConnection whether changes of the connection are shown as events
     */
    Shell(Talk talk, Settings settings, Asking asking, boolean tellsConnection) {
        this.talk = talk;
        this.settings = settings;
        this.asking = asking;
        this.tellsConnection = tellsConnection;
    }

    // ---- commands ---------------------------------------------------------------------------------------------------

    /** Takes a line as it was typed: remembers it, and carries it out. */
    ExitCode take(String line) {
        if (line.isBlank()) {
            return last;
        }
        history.add(line.strip());
        ExitCode code = guarded(() -> runWords(Words.of(line)));
        // The end of the shell says how the command before it ended.
        last = over ? last : code;
        return last;
    }

    /** Carries out one command with its arguments. */
    ExitCode run(List<String> words) {
        last = guarded(() -> runWords(words));
        return last;
    }

    /** A piece of work that may be refused. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private ExitCode guarded(Work work) {
        try {
            work.run();
            return ExitCode.OK;
        } catch (Refusal refusal) {
            talk.complain(String.valueOf(refusal.getMessage()));
            return refusal.code();
        } catch (QuorateException failure) {
            talk.complain(ErrorText.of(failure));
            return ErrorText.code(failure);
        } catch (IllegalArgumentException wrong) {
            talk.complain(String.valueOf(wrong.getMessage()));
            return ExitCode.REFUSED;
        } catch (InterruptedException _) {
            talk.complain("interrupted");
            return ExitCode.INTERRUPTED;
        } catch (RuntimeException defect) {
            StringWriter trace = new StringWriter();
            defect.printStackTrace(new PrintWriter(trace));
            talk.complain("This is a defect of the shell; please report it:\n" + trace);
            return ExitCode.REFUSED;
        } finally {
            talk.flush();
        }
    }

    /**
     * Has a command carried out on behalf of another, as {@code redo} does.
     *
     * @param line without its end
     * @throws InterruptedException when interrupted while waiting
     */
    public void redo(String line) throws InterruptedException {
        history.add(line);
        runWords(Words.of(line));
    }

    private void runWords(List<String> words) throws InterruptedException {
        if (words.isEmpty()) {
            return;
        }
        Catalogue.Entry entry = Catalogue.find(words.getFirst());
        if (entry == null) {
            talk.remark(String.join("\n", Catalogue.help()));
            throw new Refusal(ExitCode.USAGE, "Command not found: Command not found " + words.getFirst());
        }
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        boolean before = talk.isJson();
        boolean wanted = arguments.remove("--json");
        talk.speakJson(before || wanted);
        try {
            Arguments.apply(entry, arguments).run(this);
        } finally {
            talk.speakJson(before);
        }
    }

    // ---- the connection ---------------------------------------------------------------------------------------------

    /** Connects to the servers of the settings; returns at once. */
    void connect() {
        AsyncQuorate fresh = AsyncQuorate.connect(ClientOptions.of(settings.servers())
                .withSessionTimeout(settings.sessionTimeout())
                .withCanBeReadOnly(settings.readOnly()));
        client = fresh;
        if (tellsConnection) {
            var _ = fresh.listen(this::tell);
        }
    }

    /**
     * Connects to other servers.
     *
     * @param servers a connect string
     */
    public void connect(String servers) {
        disconnect();
        settings = settings.withServers(servers);
        connect();
    }

    /** Ends the session. */
    public void disconnect() {
        AsyncQuorate ending = client;
        client = null;
        if (ending != null) {
            try {
                ending.closeAsync().get(CLOSE_LIMIT_S, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                talk.complain("the session could not be ended, it will expire: " + e.getMessage());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(ConnectionEvent event) {
        String state = switch (event.kind()) {
            case CONNECTED -> "SyncConnected";
            case CONNECTED_READ_ONLY -> "ConnectedReadOnly";
            case SUSPENDED -> "Disconnected";
            case EXPIRED -> "Expired";
            case AUTH_FAILED -> "AuthFailed";
            case CLOSED -> "Closed";
        };
        tellEvent("WatchedEvent state:" + state + " type:None path:null zxid: -1");
    }

    /**
     * Shows an event as ZooKeeper's shell does, unless events are switched off.
     *
     * @param event as it arrived
     */
    public void tellEvent(String event) {
        if (printsWatches) {
            talk.event("\nWATCHER::\n\n" + event);
        }
    }

    /**
     * {@return the client}
     *
     * @throws Refusal after {@code close}
     */
    public AsyncQuorate client() {
        AsyncQuorate current = client;
        if (current == null) {
            throw new Refusal(ExitCode.UNREACHABLE, "Not connected");
        }
        return current;
    }

    /**
     * What the server answers.
     *
     * @param <T> what is answered
     * @param answer of the client
     * @return the answer
     * @throws Refusal if it does not within the time that was set
     * @throws QuorateException if it refuses
     * @throws InterruptedException when interrupted while waiting
     */
    public <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException _) {
            throw new Refusal(
                    ExitCode.UNREACHABLE,
                    "no answer from " + settings.servers() + " within "
                            + settings.patience().toMillis() + " ms; is a server there? --timeout waits longer");
        }
    }

    /** As the prompt shows it. */
    String standing() {
        AsyncQuorate current = client;
        return current == null ? "NOT_CONNECTED" : current.state().name().replace("_READ_ONLY", "READONLY");
    }

    // ---- what commands look at --------------------------------------------------------------------------------------

    /** {@return where results go} */
    public Talk talk() {
        return talk;
    }

    /** {@return the lines so far} */
    public History history() {
        return history;
    }

    /** {@return who answers questions} */
    public Asking asking() {
        return asking;
    }

    /** How it connects. */
    Settings settings() {
        return settings;
    }

    /** {@return whether events are shown} */
    public boolean printsWatches() {
        return printsWatches;
    }

    /**
     * Shows events, or does not.
     *
     * @param yes whether to show them
     */
    public void printWatches(boolean yes) {
        printsWatches = yes;
    }

    /** No further command is taken. */
    public void quit() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** How the last command ended. */
    ExitCode last() {
        return last;
    }

    @Override
    public void close() {
        disconnect();
        talk.flush();
    }
}
