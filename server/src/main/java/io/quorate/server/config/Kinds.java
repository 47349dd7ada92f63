package io.quorate.server.config;

import java.nio.file.Path;
import java.util.List;

/** The kinds as the declarations write them. */
final class Kinds {
    /** ZooKeeper's own keys: true or false, nothing else. */
    static final Kind<Boolean> FLAG = new Kind.Flag();

    /** On only by "true". */
    static final Kind<Boolean> TRUE_IS_ON = new Kind.Switch("true", true, "false", false);

    /** On unless it says "false", to the letter. */
    static final Kind<Boolean> FALSE_IS_OFF = new Kind.Switch("false", false, "true", true);

    /** On unless it says "no". */
    static final Kind<Boolean> NO_IS_OFF = new Kind.Switch("no", false, "yes", false);

    /** Off unless it says "yes". */
    static final Kind<Boolean> YES_IS_ON = new Kind.Switch("yes", true, "no", false);

    static final Kind<String> TEXT = new Kind.Text(false);
    static final Kind<String> SECRET = new Kind.Text(true);
    static final Kind<Path> PLACE = new Kind.Place();
    static final Kind<Long> PORT = new Kind.Whole("port", 0, 65_535, Kind.Below.REFUSED, true);

    /** A number of the parser's own keys. */
    static Kind<Long> whole(String unit, long min) {
        return new Kind.Whole(unit, min, Integer.MAX_VALUE, Kind.Below.REFUSED, false);
    }

    /** A number of a property: hexadecimal is understood too. */
    static Kind<Long> number(String unit, long min) {
        return new Kind.Whole(unit, min, Integer.MAX_VALUE, Kind.Below.REFUSED, true);
    }

    /** A number that may exceed 32 bits. */
    static Kind<Long> large(String unit, long min) {
        return new Kind.Whole(unit, min, Long.MAX_VALUE, Kind.Below.REFUSED, true);
    }

    /** A number that is raised to the least one that makes sense. */
    static Kind<Long> atLeast(String unit, long min) {
        return new Kind.Whole(unit, min, Integer.MAX_VALUE, Kind.Below.RAISED, true);
    }

    static Kind<Double> fraction() {
        return new Kind.Fraction(0, 1);
    }

    static Kind<String> oneOf(String... choices) {
        return new Kind.Choice(List.of(choices));
    }

    private Kinds() {}
}
