package io.quorate.server.metrics;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The JVM and the process, under the names that Prometheus' Java client gave them (operations 3.2). */
final class JvmText {
    private static final double MS_PER_S = 1000;
    private static final double NS_PER_S = 1e9;

    private final PrometheusText out;

    JvmText(PrometheusText out) {
        this.out = out;
    }

    void write() {
        memory();
        pools();
        collections();
        threads();
        classes();
        info();
        process();
    }

    private void memory() {
        MemoryMXBean bean = ManagementFactory.getMemoryMXBean();
        Map<String, MemoryUsage> areas = new LinkedHashMap<>();
        areas.put("{area=\"heap\",}", bean.getHeapMemoryUsage());
        areas.put("{area=\"nonheap\",}", bean.getNonHeapMemoryUsage());
        usages("jvm_memory_bytes_", areas);
    }

    private void pools() {
        Map<String, MemoryUsage> pools = new LinkedHashMap<>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            pools.put("{pool=\"" + pool.getName() + "\",}", pool.getUsage());
        }
        usages("jvm_memory_pool_bytes_", pools);
        List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
        Function<BufferPoolMXBean, String> label = pool -> "{pool=\"" + pool.getName() + "\",}";
        each("jvm_buffer_pool_used_bytes", buffers, label, BufferPoolMXBean::getMemoryUsed);
        each("jvm_buffer_pool_capacity_bytes", buffers, label, BufferPoolMXBean::getTotalCapacity);
        each("jvm_buffer_pool_used_buffers", buffers, label, BufferPoolMXBean::getCount);
    }

    private void usages(String prefix, Map<String, MemoryUsage> usages) {
        List<Map.Entry<String, MemoryUsage>> entries = List.copyOf(usages.entrySet());
        Function<Map.Entry<String, MemoryUsage>, String> label = Map.Entry::getKey;
        each(prefix + "used", entries, label, entry -> entry.getValue().getUsed());
        each(prefix + "committed", entries, label, entry -> entry.getValue().getCommitted());
        each(prefix + "max", entries, label, entry -> entry.getValue().getMax());
        each(prefix + "init", entries, label, entry -> entry.getValue().getInit());
    }

    private <T> void each(String name, List<T> things, Function<T, String> label, ToLongFunction<T> value) {
        if (out.wants(name)) {
            out.head(name, "gauge", name);
            things.forEach(thing -> out.line(name, label.apply(thing), value.applyAsLong(thing)));
        }
    }

    private void collections() {
        String name = "jvm_gc_collection_seconds";
        if (!out.wants(name)) {
            return;
        }
        out.head(name, "summary", name);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String label = "{gc=\"" + collector.getName() + "\",}";
            out.line(name + "_count", label, collector.getCollectionCount());
            out.line(name + "_sum", label, collector.getCollectionTime() / MS_PER_S);
        }
    }

    private void threads() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        gauge("jvm_threads_current", bean.getThreadCount());
        gauge("jvm_threads_daemon", bean.getDaemonThreadCount());
        gauge("jvm_threads_peak", bean.getPeakThreadCount());
        one("jvm_threads_started_total", "counter", bean.getTotalStartedThreadCount());
        gauge("jvm_threads_deadlocked", count(bean.findDeadlockedThreads()));
        gauge("jvm_threads_deadlocked_monitor", count(bean.findMonitorDeadlockedThreads()));
        Map<Thread.State, Long> states = new EnumMap<>(Thread.State.class);
        for (Thread.State state : Thread.State.values()) {
            states.put(state, 0L);
        }
        for (var thread : bean.getThreadInfo(bean.getAllThreadIds())) {
            if (thread != null) {
                states.merge(thread.getThreadState(), 1L, Long::sum);
            }
        }
        each(
                "jvm_threads_state",
                List.copyOf(states.entrySet()),
                entry -> "{state=\"" + entry.getKey() + "\",}",
                entry -> entry.getValue());
    }

    private static long count(long @Nullable [] threads) {
        return threads == null ? 0 : threads.length;
    }

    private void classes() {
        var bean = ManagementFactory.getClassLoadingMXBean();
        gauge("jvm_classes_loaded", bean.getLoadedClassCount());
        one("jvm_classes_loaded_total", "counter", bean.getTotalLoadedClassCount());
        one("jvm_classes_unloaded_total", "counter", bean.getUnloadedClassCount());
    }

    private void info() {
        if (out.wants("jvm_info")) {
            var runtime = ManagementFactory.getRuntimeMXBean();
            out.head("jvm_info", "gauge", "jvm_info");
            String labels = "{runtime=\"" + runtime.getSpecName() + "\",vendor=\"" + runtime.getVmVendor()
                    + "\",version=\"" + Runtime.version() + "\",}";
            out.line("jvm_info", labels, 1);
        }
    }

    private void process() {
        one(
                "process_start_time_seconds",
                "gauge",
                ManagementFactory.getRuntimeMXBean().getStartTime() / MS_PER_S);
        gauge("process_open_fds", ProcessFiles.open());
        gauge("process_max_fds", ProcessFiles.limit());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            one("process_cpu_seconds_total", "counter", system.getProcessCpuTime() / NS_PER_S);
        }
        ProcessMemory memory = ProcessMemory.now();
        if (memory != null) {
            gauge("process_resident_memory_bytes", memory.residentBytes());
            gauge("process_virtual_memory_bytes", memory.virtualBytes());
        }
    }

    private void gauge(String name, long value) {
        one(name, "gauge", value);
    }

    private void one(String name, String type, Number value) {
        if (out.wants(name)) {
            out.head(name, type, name);
            out.line(name, "", value);
        }
    }
}
