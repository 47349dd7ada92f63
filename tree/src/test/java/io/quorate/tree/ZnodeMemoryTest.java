package io.quorate.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a znode costs, measured in a JVM of its own with the object headers that the server runs with. */
final class ZnodeMemoryTest {
    /** Heap bytes for a znode with 100 bytes of data and a name of ten: slot 56, data 112, name 24, index below 10. */
    private static final double MOST_BYTES = 203;

    @Test
    void aSmallZnodeCostsNoMoreThanPromisedAtAnySize() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+UseSerialGC",
                        "-XX:MarkSweepDeadRatio=0",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                + File.pathSeparator
                                + System.getProperty("jdk.module.path", ""),
                        Probe.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        for (String line : output.lines().toList()) {
            System.out.println(line);
            assertThat(Double.parseDouble(line.substring(0, line.indexOf(' '))))
                    .as(line)
                    .isBetween(150.0, MOST_BYTES);
        }
        assertThat(output.lines()).hasSize(Probe.SIZES.length);
    }

    /** Fills a tree and prints what its znodes cost. */
    static final class Probe {
        static final int[] SIZES = {100_000, 130_000, 250_000, 400_000, 650_000, 1_000_000};

        private Probe() {}

        public static void main(String[] args) {
            ZnodeTree tree = new ZnodeTree(Trees.LIMITS);
            tree.insert("/p", Znode.created(new byte[0], Acl.OPEN, 0, 1, 1));
            long empty = usedBytes();
            int count = 0;
            for (int size : SIZES) {
                while (count < size) {
                    String path = "/p/n%09d".formatted(count++);
                    tree.insert(path, Znode.created(new byte[100], Acl.OPEN, 0, 1, 1));
                }
                double each = (usedBytes() - empty) / (double) size;
                System.out.printf("%.1f bytes for each of %d znodes%n", each, tree.size());
            }
        }

        private static long usedBytes() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }
    }
}
