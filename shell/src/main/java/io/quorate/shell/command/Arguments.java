package io.quorate.shell.command;

import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one command. A command asks for its options first, for what else there is after them, in order; what
 * it asks for is also how its help is known. A library that reads annotations would take longer than all the rest of a
 * command.
 *
 * <p>Options begin with a dash and may stand anywhere; of those with one letter several may share a dash; after
 * {@code --} nothing is an option.
 */
public final class Arguments {
    private final String usage;
    /** What has been asked for; null once there is something to answer with. */
    private final @Nullable List<Option> asked;

    private final Map<String, String> given = new HashMap<>();
    private final Deque<String> words = new ArrayDeque<>();

    private Arguments(String usage, @Nullable List<Option> asked) {
        this.usage = usage;
        this.asked = asked;
    }

    /**
     * An option.
     *
     * @param names what is typed, each with its dash
     * @param description for {@code help}
     * @param valued whether a value follows
     */
    public record Option(List<String> names, String description, boolean valued) {
        /** {@return the longest of the names} */
        public String longestName() {
            return names.stream()
                    .reduce((one, other) -> other.length() > one.length() ? other : one)
                    .orElseThrow();
        }
    }

    /**
     * {@return the options of a command}
     *
     * @param entry of the catalogue
     */
    public static List<Option> options(Catalogue.Entry entry) {
        List<Option> options = new ArrayList<>();
        ShellCommand _ = entry.make().apply(new Arguments(entry.usage(), options));
        return options;
    }

    /**
     * {@return the command with these arguments}
     *
     * @param entry of the catalogue
     * @param typed the words behind the name
     * @throws Refusal with the usage line if they make no sense
     */
    public static ShellCommand apply(Catalogue.Entry entry, List<String> typed) {
        Arguments arguments = new Arguments(entry.usage(), null);
        arguments.sort(typed, options(entry));
        ShellCommand command = entry.make().apply(arguments);
        if (!arguments.words.isEmpty()) {
            throw arguments.nonsense("Unrecognized argument: " + arguments.words.element());
        }
        return command;
    }

    /** Tells options from the rest. */
    private void sort(List<String> typed, List<Option> options) {
        Map<String, Option> byName = new HashMap<>();
        options.forEach(option -> option.names().forEach(name -> byName.put(name, option)));
        Deque<String> left = new ArrayDeque<>(typed);
        while (!left.isEmpty()) {
            String word = left.remove();
            if (word.equals("--")) {
                words.addAll(left);
                return;
            }
            if (word.length() < 2 || word.charAt(0) != '-') {
                words.add(word);
                continue;
            }
            Option option = byName.get(word);
            if (option == null) {
                flagsTogether(word, byName);
            } else if (!option.valued()) {
                given.put(option.names().getFirst(), "");
            } else if (left.isEmpty()) {
                throw nonsense("Missing argument for option: " + word);
            } else {
                given.put(option.names().getFirst(), left.remove());
            }
        }
    }

    private void flagsTogether(String word, Map<String, Option> byName) {
        for (int i = 1; i < word.length(); i++) {
            Option option = byName.get("-" + word.charAt(i));
            if (option == null || option.valued()) {
                throw nonsense("Unrecognized option: " + word);
            }
            given.put(option.names().getFirst(), "");
        }
    }

    /** Whether an option is there. */
    boolean flag(String description, String... names) {
        return find(false, description, names) != null;
    }

    /** The value of an option, null if it is not there. */
    @Nullable
    String value(String description, String... names) {
        return find(true, description, names);
    }

    /** The value of an option that is a file, null if it is not there. */
    @Nullable
    Path file(String description, String... names) {
        String value = find(true, description, names);
        try {
            return value == null ? null : Path.of(value);
        } catch (InvalidPathException wrong) {
            throw nonsense(String.valueOf(wrong.getMessage()));
        }
    }

    /** The value of an option that is a whole number. */
    int number(int otherwise, String description, String... names) {
        String value = find(true, description, names);
        return value == null ? otherwise : number(value);
    }

    private @Nullable String find(boolean valued, String description, String... names) {
        if (asked != null) {
            asked.add(new Option(List.of(names), description, valued));
        }
        return given.get(names[0]);
    }

    /** A whole number. */
    int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException _) {
            throw nonsense(word + " is not a whole number");
        }
    }

    /** The next word, which must be there and be the path of a znode. */
    Znode path() {
        return asked == null ? new Znode(word()) : new Znode("/");
    }

    /** The next word, which must be there. */
    String word() {
        if (asked != null) {
            return "0";
        }
        if (words.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, usage);
        }
        return words.remove();
    }

    /** The next word, null if there is none. */
    @Nullable
    String optional() {
        return words.poll();
    }

    /** The next word, or something else if there is none. */
    String optional(String otherwise) {
        return Objects.requireNonNullElse(words.poll(), otherwise);
    }

    /** What to throw for arguments that contradict each other. */
    Refusal nonsense(String why) {
        return new Refusal(ExitCode.USAGE, why + "\n" + usage);
    }

    /** The same without a reason: the usage line says it. */
    Refusal nonsense() {
        return new Refusal(ExitCode.USAGE, usage);
    }
}
