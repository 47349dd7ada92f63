package io.quorate.server.config;

import static io.quorate.server.config.Kinds.TEXT;
import static io.quorate.server.config.Kinds.TRUE_IS_ON;
import static io.quorate.server.config.Kinds.large;
import static io.quorate.server.config.Setting.property;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knobs of ZooKeeper's inside. Quorate is built otherwise: they are read, and there is nothing for them to turn. */
final class MachineSettings {
    static final List<Setting<?>> ALL = List.of(
            number("maxResponseCacheSize", "400", "Serialized getData replies kept."),
            number("maxGetChildrenResponseCacheSize", "400", "Serialized getChildren replies kept."),
            number("intBufferStartingSizeBytes", "1024", "First size of a reply's buffer."),
            number("nio.numSelectorThreads", null, "Threads that select."),
            number("nio.numWorkerThreads", null, "Threads that read and write."),
            number("nio.directBufferBytes", "65536", "Buffer per thread."),
            number("nio.shutdownTimeout", "5000", "Time for them to end, in ms."),
            flag("netty.advancedFlowControl.enabled", "advancedFlowControlEnabled", "Manual control of reading."),
            number("commitProcessor.numWorkerThreads", null, "Threads of the commit stage."),
            number("commitProcessor.shutdownTimeout", "5000", "Time for them to end, in ms."),
            number("commitProcessor.maxReadBatchSize", "-1", "Reads between commits."),
            number("commitProcessor.maxCommitBatchSize", "1", "Commits between reads."),
            flag("follower.skipLearnerRequestToNextProcessor", null, "A shortcut of followers."),
            flag("forward_learner_requests_to_commit_processor_disabled", null, "A shortcut of leaders."),
            number("request_throttler.shutdownTimeout", "10000", "Time for the entry to drain, in ms."),
            text("watchManagerName", "Class that keeps watches."),
            number("watcherCleanThreadsNum", "2", "Its cleaning threads."),
            number("watcherCleanThreshold", "1000", "Its cleaning threshold."),
            number("watcherCleanIntervalInSeconds", "600", "Its cleaning interval, in s."),
            number("maxInProcessingDeadWatchers", "-1", "Its backlog."),
            number("bitHashCacheSize", "10", "Its cache."),
            flag("pathStats.enabled", null, "Statistics per path."),
            number("pathStats.slotCapacity", "60", "Slots."),
            number("pathStats.slotDuration", "15", "Seconds per slot."),
            number("pathStats.maxDepth", "6", "Depth of paths."),
            text("pathStats.sampleRate", "Share of requests."),
            number("pathStats.initialDelay", "5", "Seconds before the first report."),
            number("pathStats.delay", "5", "Seconds between reports."),
            number("pathStats.topPathMax", "20", "Paths in a report."),
            number("testingonly.initialZxid", null, "For ZooKeeper's own tests."),
            flag("test.allowDiscontinuousProposals", null, "For ZooKeeper's own tests."));

    private static Setting<?> number(String name, @Nullable String defaultText, String sentence) {
        Setting.Draft<Long> draft = property(name, large("", Long.MIN_VALUE)).notNeeded();
        return (defaultText == null ? draft : draft.byDefault(defaultText)).rare(sentence);
    }

    private static Setting<?> flag(String name, @Nullable String alias, String sentence) {
        Setting.Draft<Boolean> draft =
                property(name, TRUE_IS_ON).byDefault("false").notNeeded();
        return (alias == null ? draft : draft.alias(alias)).rare(sentence);
    }

    private static Setting<?> text(String name, String sentence) {
        return property(name, TEXT).notNeeded().rare(sentence);
    }

    private MachineSettings() {}
}
