package io.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing in the simulator knows the time, throws other dice than its own, or starts a thread (faults 4.2). */
final class PurityTest {
    private static final Set<String> BANNED_CALLS = Set.of(
            "java/lang/System.nanoTime",
            "java/lang/System.currentTimeMillis",
            "java/lang/System.identityHashCode",
            "java/lang/System.getProperty",
            "java/time/Instant.now",
            "java/lang/Math.random",
            "java/util/UUID.randomUUID",
            "java/util/Collection.parallelStream",
            "java/util/Set.of",
            "java/util/Map.of");
    private static final Set<String> BANNED_CLASSES = Set.of(
            "java/util/Random",
            "java/util/concurrent/ThreadLocalRandom",
            "java/security/SecureRandom",
            "java/lang/Thread",
            "java/util/concurrent/Executors");
    /** What a future does by itself is done here and now; what it does elsewhere has these names. */
    private static final Set<String> BANNED_OF_FUTURES =
            Set.of("orTimeout", "completeOnTimeout", "delayedExecutor", "supplyAsync", "runAsync");

    @Test
    void nothingDependsOnThisProcessOrThisMoment() throws IOException, URISyntaxException {
        Path classes = Path.of(Simulation.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class")).sorted().forEach(file -> search(file, found));
        }
        assertThat(found).isEmpty();
    }

    private static void search(Path file, List<String> found) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                String name =
                        member.owner().asInternalName() + "." + member.name().stringValue();
                boolean elsewhere = member.owner().asInternalName().equals("java/util/concurrent/CompletableFuture")
                        && (BANNED_OF_FUTURES.contains(member.name().stringValue())
                                || member.name().stringValue().endsWith("Async"));
                if (BANNED_CALLS.contains(name) || elsewhere) {
                    found.add(file.getFileName() + " calls " + name);
                }
            } else if (entry instanceof ClassEntry type && BANNED_CLASSES.contains(type.asInternalName())) {
                found.add(file.getFileName() + " uses " + type.asInternalName());
            }
        }
    }
}
