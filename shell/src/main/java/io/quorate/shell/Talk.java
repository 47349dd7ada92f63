package io.quorate.shell;

import io.quorate.shell.render.Json;
import io.quorate.shell.render.Paint;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the shell says: results on one stream, complaints on the other, events wherever they do not disturb.
 * Thread-safe.
 */
public final class Talk {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colours;
    private boolean json;
    private @Nullable Consumer<String> above;

    Talk(PrintStream out, PrintStream err, boolean colours) {
        this.out = out;
        this.err = err;
        this.colours = colours;
    }

    /**
     * A line of a result.
     *
     * @param line without its end
     */
    public synchronized void say(String line) {
        out.println(line);
    }

    /**
     * Lines of a result.
     *
     * @param lines without their ends
     */
    public synchronized void say(List<String> lines) {
        lines.forEach(out::println);
    }

    /**
     * Text of a result without an end of line.
     *
     * @param text any
     */
    public synchronized void write(String text) {
        out.print(text);
    }

    /**
     * A result for programs.
     *
     * @param value what {@link io.quorate.shell.render.Json} can write
     */
    public void sayJson(@Nullable Object value) {
        say(Json.of(value));
    }

    /**
     * What is no result: an error, a warning, a question.
     *
     * @param line without its end
     */
    public synchronized void complain(String line) {
        out.flush();
        err.println(paint(Paint.RED, line));
    }

    /**
     * What is no result and no error.
     *
     * @param line without its end
     */
    public synchronized void remark(String line) {
        out.flush();
        err.println(line);
    }

    /**
     * Something that came by itself, perhaps while somebody types.
     *
     * @param text any
     */
    public void event(String text) {
        Consumer<String> beside;
        synchronized (this) {
            beside = above;
        }
        if (beside == null) {
            say(text);
        } else {
            beside.accept(text);
        }
    }

    /** From now on events go there; null for the stream of results. */
    synchronized void tellEventsTo(@Nullable Consumer<String> consumer) {
        above = consumer;
    }

    /** {@return whether results are wanted as JSON} */
    public synchronized boolean isJson() {
        return json;
    }

    synchronized void speakJson(boolean yes) {
        json = yes;
    }

    /**
     * {@return the text in that colour, where there are colours}
     *
     * @param paint which colour
     * @param text any
     */
    public String paint(Paint paint, String text) {
        return colours ? paint.on(text) : text;
    }

    synchronized void flush() {
        out.flush();
        err.flush();
    }
}
