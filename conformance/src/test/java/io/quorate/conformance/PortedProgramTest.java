package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** Moving a program from the Apache client to ours is a change of imports: both say the same, to both servers. */
@On(Profile.OPEN)
final class PortedProgramTest {
    private static final Path SOURCE = Path.of("src/test/java/io/quorate/conformance/PortedProgram.java");

    private final ServerPair servers;

    PortedProgramTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void aProgramWithItsImportsChangedSaysTheSame() throws Exception {
        try (URLClassLoader loader = ported()) {
            Method run = loader.loadClass("ported.PortedProgram").getDeclaredMethod("run", String.class);
            run.setAccessible(true);
            for (String server : List.of(
                    servers.reference().connectString(), servers.subject().connectString())) {
                List<String> apache = PortedProgram.run(room(server, "apache"));
                Object ours = invoke(run, room(server, "ours"));
                assertThat(apache).hasSizeGreaterThan(60);
                assertThat(ours)
                        .as("what the ported program says of %s", server)
                        .isEqualTo(apache);
            }
        }
    }

    private static Object invoke(Method run, String connectString) throws IllegalAccessException {
        try {
            return run.invoke(null, connectString);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the ported program failed", e.getCause());
        }
    }

    /** The file compiled again, in a package of its own, with the imports of the other client. */
    private static URLClassLoader ported() throws IOException {
        Path place = Workplace.fresh("ported-program");
        String source = Files.readString(SOURCE)
                .replace("package io.quorate.conformance;", "package ported;")
                .replace("import org.apache.zookeeper.", "import io.quorate.client.zookeeper.");
        Path file = Files.createDirectories(place.resolve("ported")).resolve("PortedProgram.java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int errors = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-d",
                place.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                file.toString());
        assertThat(errors).as("exit code of the compiler").isZero();
        return new URLClassLoader(new URL[] {place.toUri().toURL()}, PortedProgramTest.class.getClassLoader());
    }

    /** An empty znode of each run's own, as its chroot. */
    private static String room(String server, String who) throws InterruptedException, KeeperException {
        String path = "/ported-" + who.toLowerCase(Locale.ROOT) + "-" + System.nanoTime();
        try (ZooKeeper client = ApacheClients.connect(server)) {
            client.create(path, null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        return server + path;
    }
}
