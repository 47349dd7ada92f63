package io.quorate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code bin/quorate} in a directory laid out like the product's, with a java that tells what it was started with.
 */
class LauncherTest {
    private static final Path SCRIPT = Path.of("..", "bin", "quorate");
    private static final int LIMIT_S = 20;

    @TempDir
    private Path place;

    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        home = place.resolve("home");
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/quorate"), Files.readString(SCRIPT));
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", place.toString());
        environment.put("JAVA_HOME", jdk("jdk", "25.0.1").toString());
        environment.put("QUORATE_AOT", "off");
    }

    @Test
    void theJvmTakesThePlaceOfTheScript() throws Exception {
        build();
        Outcome outcome = run("server", "zoo.cfg");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines().getFirst()).isEqualTo("pid " + outcome.pid());
        assertThat(outcome.lines()).endsWith("io.quorate.server.Quorate", "server", "zoo.cfg");
    }

    @Test
    void theOperatorsFlagsComeAfterOurs() throws Exception {
        build();
        environment.put("SERVER_JVMFLAGS", "-Da=1 -Xmx3g");
        environment.put("JVMFLAGS", "-Db=*");
        environment.put("ZK_SERVER_HEAP", "77");

        List<String> lines = run("server").lines();

        assertThat(lines).containsSubsequence("-Xmx77m", "-XX:+UseSerialGC", "-Da=1", "-Xmx3g", "-Db=*", "-cp");
        assertThat(lines.get(lines.indexOf("-cp") + 1))
                .isEqualTo(home.toRealPath() + "/server/target/quorate-server-1.jar:" + home.toRealPath()
                        + "/server/target/lib/a.jar:" + home.toRealPath() + "/server/target/lib/b.jar");
    }

    @Test
    void aCollectorOfTheOperatorsReplacesOurs() throws Exception {
        build();
        environment.put("JVMFLAGS", "-XX:+UseParallelGC");

        assertThat(run("server").lines()).contains("-XX:+UseParallelGC").doesNotContain("-XX:+UseSerialGC");

        environment.put("JVMFLAGS", "");
        environment.put("QUORATE_GC", "z");
        assertThat(run("server").lines()).contains("-XX:+UseZGC");

        environment.put("QUORATE_GC", "fast");
        assertThat(run("server").text()).contains("QUORATE_GC=fast is none of serial, parallel, g1, z");
    }

    @Test
    void theEnvironmentBesideZooCfgIsRead() throws Exception {
        build();
        Path conf = Files.createDirectories(place.resolve("conf"));
        Files.writeString(conf.resolve("java.env"), "SERVER_JVMFLAGS=-Dfrom=java.env\n");
        Files.writeString(conf.resolve("zookeeper-env.sh"), "ZOO_LOG_DIR='" + conf + "/a log'\n");

        assertThat(run("server", conf.resolve("zoo.cfg").toString()).lines())
                .contains("-Dfrom=java.env", "-Dzookeeper.log.dir=" + conf + "/a log");
    }

    @Test
    void anOldJavaHomeIsPassedOverForANewerJavaOnThePath() throws Exception {
        build();
        environment.put("JAVA_HOME", jdk("old", "17.0.2").toString());
        environment.put("PATH", jdk("new", "26").resolve("bin") + ":/usr/bin:/bin");

        assertThat(run("server").lines()).contains("home " + place.resolve("new"));
    }

    @Test
    void aJdkWithoutAReleaseFileIsAskedForItsVersion() throws Exception {
        build();
        Path jdk = jdk("bare", "25.0.2");
        Files.delete(jdk.resolve("release"));
        environment.put("JAVA_HOME", jdk.toString());

        assertThat(run("server").lines()).contains("home " + jdk);
    }

    @Test
    void withoutAJdkTheMessageTellsWhatWasFound() throws Exception {
        build();
        executable(home.resolve("bin/quorate"), Files.readString(SCRIPT).replace("NEEDED=25", "NEEDED=99"));
        Outcome outcome = run("server");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("no JDK 99 or newer was found", "JAVA_HOME is " + place.resolve("jdk") + ": release 25")
                .contains("set JAVA_HOME to one");
    }

    @Test
    void whatIsNotBuiltIsBuiltOnce() throws Exception {
        Path tools = Files.createDirectories(place.resolve("tools"));
        executable(tools.resolve("mvn"), """
            #!/bin/sh
            echo "mvn $*"
            mkdir -p server/target/lib && : > server/target/quorate-server-1.jar && : > server/target/lib/a.jar
            """);
        environment.put("PATH", tools + ":/usr/bin:/bin");

        assertThat(run("server").text())
                .contains("building server", "mvn -q -DskipTests -pl server -am package", "io.quorate.server.Quorate");
        assertThat(run("server").text()).doesNotContain("mvn").contains("io.quorate.server.Quorate");
    }

    @Test
    void aBuildThatFailsEndsThere() throws Exception {
        Path tools = Files.createDirectories(place.resolve("tools"));
        executable(tools.resolve("mvn"), "#!/bin/sh\nexit 1\n");
        environment.put("PATH", tools + ":/usr/bin:/bin");

        Outcome outcome = run("server");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text()).contains("the build failed").doesNotContain("io.quorate.server.Quorate");
    }

    @Test
    void itLearnsToStartQuicklyOnceAndAgainAfterAJarHasChanged() throws Exception {
        build();
        environment.remove("QUORATE_AOT");

        assertThat(run("server").text()).contains("learning to start quickly", "-XX:AOTCache=" + home.toRealPath());
        assertThat(run("server").text()).doesNotContain("learning").contains("-XX:AOTCache=");

        Files.setLastModifiedTime(
                home.resolve("server/target/lib/a.jar"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run("server").text()).contains("learning to start quickly");
    }

    @Test
    void whatCannotBeLearntIsNotTriedAgain() throws Exception {
        build();
        environment.remove("QUORATE_AOT");
        environment.put("FORGETFUL", "yes");

        assertThat(run("server").text()).contains("learning to start quickly").doesNotContain("-XX:AOTCache=");
        assertThat(run("server").text()).doesNotContain("learning").doesNotContain("-XX:AOTCache=");
    }

    @Test
    void theOperatorsOwnCacheIsLeftAlone() throws Exception {
        build();
        environment.remove("QUORATE_AOT");
        environment.put("JVMFLAGS", "-Xshare:off");

        assertThat(run("server").text()).doesNotContain("learning").doesNotContain("-XX:AOTCache=");
    }

    @Test
    void anEnsembleIsToldHowItsMembersAreStarted() throws Exception {
        build();

        assertThat(run("ensemble", "--members", "5").lines())
                .contains("-Dquorate.launcher=" + home.toRealPath() + "/bin/quorate")
                .endsWith("io.quorate.server.Quorate", "ensemble", "--members", "5");
    }

    @Test
    void aCommandOfTheShellIsCarriedOutByTheShell() throws Exception {
        build("shell");

        assertThat(run("ls", "-s", "/a b").lines()).endsWith("io.quorate.shell.Main", "ls", "-s", "/a b");
        assertThat(run("shell").lines()).endsWith("io.quorate.shell.Main");
        assertThat(run("--server", "h:1", "get", "/").lines())
                .endsWith("io.quorate.shell.Main", "--server", "h:1", "get", "/");
    }

    @Test
    void theShellDoesNotLearnWhereThereIsNoServerToLearnFrom() throws Exception {
        build("shell");
        environment.remove("QUORATE_AOT");

        assertThat(run("ls", "/").text()).doesNotContain("learns").doesNotContain("-XX:AOTCache=");
    }

    @Test
    void theScriptIsFoundThroughLinks() throws Exception {
        build();
        Path link = Files.createSymbolicLink(place.resolve("linked"), Path.of("home/bin/quorate"));

        assertThat(run(link, List.of("server")).lines()).contains("io.quorate.server.Quorate");
    }

    @Test
    void whatItDoesNotKnowEndsWithTheUsage() throws Exception {
        Outcome outcome = run("sevrer");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text()).contains("unknown command sevrer", "quorate server [zoo.cfg]");
        assertThat(run("help").code()).isZero();
    }

    /** Makes what a build leaves. */
    private void build() throws IOException {
        build("server");
    }

    private void build(String module) throws IOException {
        Path lib = Files.createDirectories(home.resolve(module + "/target/lib"));
        Files.createFile(home.resolve(module + "/target/quorate-" + module + "-1.jar"));
        Files.createFile(lib.resolve("b.jar"));
        Files.createFile(lib.resolve("a.jar"));
    }

    /** A directory that looks like a JDK; its java prints its pid, its home and its arguments, one a line. */
    private Path jdk(String name, String version) throws IOException {
        Path jdk = place.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(jdk.resolve("bin/java"), """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit 0; fi
            echo "pid $$"
            echo "home %s"
            for argument in "$@"; do
                echo "$argument"
                case $argument in
                    -XX:AOTCacheOutput=*) [ -n "$FORGETFUL" ] || echo learnt >"${argument#*=}" ;;
                esac
            done
            """.formatted(version, jdk));
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        return jdk;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(String... arguments) throws Exception {
        return run(home.resolve("bin/quorate"), List.of(arguments));
    }

    private Outcome run(Path script, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        Path output = place.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(place.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), process.pid(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** What a run left. */
    private record Outcome(int code, long pid, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }
}
