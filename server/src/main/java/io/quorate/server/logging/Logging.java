package io.quorate.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;

/**
 * ZooKeeper's log as its parsers know it (configuration 5): the same shape of line, the same properties. In Java rather
 * than XML because reading XML takes a noticeable part of a start. Whoever names a file with {@code
 * logback.configurationFile}, or has one of Logback's own on the class path, is served by Logback itself: a server may
 * run within somebody's program.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n";
    private static final int OLD_FILES = 20;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null || hasFileOfItsOwn()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        context.getLogger("io.netty").setLevel(Level.INFO);
        context.getLogger("sun.net.httpserver").setLevel(Level.INFO);
        root.addAppender(console(context));
        String directory = System.getProperty("zookeeper.log.dir");
        if (directory != null) {
            root.addAppender(
                    file(context, Path.of(directory, System.getProperty("zookeeper.log.file", "zookeeper.log"))));
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean hasFileOfItsOwn() {
        ClassLoader loader = Logging.class.getClassLoader();
        return loader.getResource("logback-test.xml") != null || loader.getResource("logback.xml") != null;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        start(context, console, "CONSOLE", "zookeeper.console.threshold");
        return console;
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path path) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setFile(path.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(path + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(Integer.getInteger("zookeeper.log.maxbackupindex", OLD_FILES));
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf(System.getProperty("zookeeper.log.maxfilesize", "256MB")));
        size.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(size);
        start(context, file, "ROLLINGFILE", "zookeeper.log.threshold");
        return file;
    }

    private static void start(
            LoggerContext context,
            OutputStreamAppender<ILoggingEvent> appender,
            String name,
            String thresholdProperty) {
        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setLevel(System.getProperty(thresholdProperty, "INFO"));
        threshold.start();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setName(name);
        appender.addFilter(threshold);
        appender.setEncoder(encoder);
        appender.start();
    }
}
