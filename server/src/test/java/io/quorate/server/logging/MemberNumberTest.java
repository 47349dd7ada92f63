package io.quorate.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class MemberNumberTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger(MemberNumberTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @AfterEach
    void forget() {
        context.resetTurboFilterList();
        logger.detachAppender(lines);
        MDC.clear();
    }

    @Test
    void everyThreadsLinesHaveTheNumberOfTheMember() throws InterruptedException {
        lines.setContext(context);
        lines.start();
        logger.addAppender(lines);
        logger.info("before");
        MemberNumber.show(3);
        logger.info("here");
        Thread.ofPlatform().start(() -> logger.info("there")).join();

        assertThat(lines.list)
                .extracting(line ->
                        line.getMessage() + " " + line.getMDCPropertyMap().get("myid"))
                .containsExactly("before null", "here 3", "there 3");
    }
}
