package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.transcript.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Apache ZooKeeper and the server under test, started with the same settings on fresh directories. */
final class ServerPair implements AutoCloseable {
    private final ServerProcess reference;
    private final ServerProcess subject;

    private ServerPair(ServerProcess reference, ServerProcess subject) {
        this.reference = reference;
        this.subject = subject;
    }

    static ServerPair start(String name, ServerSettings settings) {
        CompletableFuture<ServerProcess> reference = CompletableFuture.supplyAsync(
                () -> ServerProcess.start(ServerKind.APACHE_ZOOKEEPER, fresh(name, "reference"), settings));
        CompletableFuture<ServerProcess> subject = CompletableFuture.supplyAsync(
                () -> ServerProcess.start(ServerKind.subject(), fresh(name, "subject"), settings));
        return new ServerPair(reference.join(), subject.join());
    }

    /** Plays the scenario against both servers; the transcripts must be equal. */
    void compare(Scenario scenario) {
        List<String> expected = play(reference, scenario);
        List<String> actual = play(subject, scenario);
        assertThat(expected).as("transcript of the reference").isNotEmpty();
        if (Boolean.getBoolean("conformance.show")) {
            expected.forEach(System.out::println);
        }
        Difference.between(expected, actual).ifPresent(difference -> {
            throw new AssertionError(difference);
        });
    }

    /** The same with both servers at once, for scenarios that wait; they are played by two threads. */
    void compareAtOnce(Scenario scenario) {
        difference(scenario).ifPresent(difference -> {
            throw new AssertionError(difference);
        });
    }

    /**
     * Plays the scenario against both servers at once; the first difference between the transcripts.
     *
     * @param scenario is played by two threads
     */
    Optional<String> difference(Scenario scenario) {
        CompletableFuture<List<String>> expected = CompletableFuture.supplyAsync(() -> play(reference, scenario));
        List<String> actual = play(subject, scenario);
        return Difference.between(expected.join(), actual);
    }

    /** What the subject alone says. */
    List<String> subjectSays(Scenario scenario) {
        return play(subject, scenario);
    }

    /** What ZooKeeper alone says. */
    List<String> referenceSays(Scenario scenario) {
        return play(reference, scenario);
    }

    ServerProcess reference() {
        return reference;
    }

    ServerProcess subject() {
        return subject;
    }

    @Override
    public void close() {
        reference.close();
        subject.close();
    }

    private static List<String> play(ServerProcess server, Scenario scenario) {
        try (World world = new World(server.address())) {
            scenario.play(world);
            return world.transcript();
        }
    }

    private static Path fresh(String pair, String role) {
        return Workplace.fresh(pair + "-" + role);
    }
}
