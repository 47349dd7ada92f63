package io.quorate.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;

/**
 * Gives every line the number of the member, {@code [myid:3]}, whichever thread writes it and whatever configuration
 * formats it (configuration 5): what a thread knows of itself is not passed on to those it starts, and event loops are
 * started by others. Safe for any thread.
 */
public final class MemberNumber extends TurboFilter {
    private static final String KEY = "myid";

    private final String number;

    private MemberNumber(long id) {
        number = Long.toString(id);
    }

    /** From now on every line has it. */
    public static void show(long id) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            MemberNumber member = new MemberNumber(id);
            member.setContext(context);
            member.start();
            context.addTurboFilter(member);
        }
    }

    /** Decides nothing; is asked before each line is made. */
    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        if (level.isGreaterOrEqual(logger.getEffectiveLevel()) && MDC.get(KEY) == null) {
            MDC.put(KEY, number);
        }
        return FilterReply.NEUTRAL;
    }
}
