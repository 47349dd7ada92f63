package io.quorate.server;

import io.quorate.server.admin.Version;
import io.quorate.server.config.ConfigException;
import io.quorate.server.config.ConfigReader;
import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.config.Remark;
import io.quorate.server.config.ServerConfig;
import io.quorate.server.local.LocalEnsemble;
import io.quorate.server.logging.MemberNumber;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main class: {@code server [zoo.cfg]}, or {@code ensemble} for several members on this machine. */
public final class Quorate {
    private static final Logger LOG = LoggerFactory.getLogger(Quorate.class);

    /** Where the script that starts a member is; set by that script. */
    private static final String LAUNCHER = "quorate.launcher";

    private static final String REFUSE_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile ExitCode exitCode = ExitCode.STOPPED;
    private volatile @Nullable RunningServer server;

    private Quorate() {}

    /** Runs until it is asked to stop; the exit codes are those of configuration 1.1. */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() ? "" : words.getFirst();
        switch (command) {
            case "server" -> new Quorate().serve(words.subList(1, words.size()));
            case "ensemble" -> startEnsemble(words.subList(1, words.size()));
            case "rehearse" -> Rehearsal.run();
            case "version" -> System.out.println("quorate " + Version.current().quorate());
            default -> {
                System.err.println("quorate: expected server [zoo.cfg], got \"" + String.join(" ", words) + "\"");
                System.exit(ExitCode.INVALID_CONFIGURATION.number());
            }
        }
    }

    private static void startEnsemble(List<String> arguments) {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            System.err.println("quorate: start it with bin/quorate ensemble, which says how members are started");
            System.exit(ExitCode.INVALID_CONFIGURATION.number());
            return;
        }
        LocalEnsemble ensemble = new LocalEnsemble(launcher, System.out);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            boolean asked = !ensemble.hasEnded();
                            ensemble.stop();
                            if (asked) {
                                // Java would tell 130 or 143 after a signal although all went well.
                                Runtime.getRuntime().halt(ExitCode.STOPPED.number());
                            }
                        },
                        "stop"));
        try {
            System.exit(ensemble.run(arguments));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(List<String> arguments) {
        Map<String, String> properties = properties();
        try {
            ServerConfig config = config(arguments, properties);
            EnsembleConfig ensemble = config.ensemble();
            if (ensemble != null) {
                MemberNumber.show(ensemble.self());
            }
            LOG.info(
                    "Server environment:zookeeper.version={}", Version.current().text());
            LOG.info("Server environment:java.version={}", Runtime.version());
            config.remarks().forEach(Quorate::log);
            if (config.tls() != null) {
                refuseRenegotiation();
            }
            // Before the start: once clients are served, a signal must find the hook.
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
            RunningServer started = new Assembly(config, properties, this::fatal).start();
            server = started;
            System.out.println(greeting(started, config));
            stopped.await();
        } catch (ConfigException e) {
            exit(ExitCode.INVALID_CONFIGURATION, "Invalid config, exiting abnormally: " + e.getMessage());
        } catch (StartException e) {
            LOG.debug("The start failed", e);
            exit(e.exitCode(), String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("Unexpected exception, exiting abnormally", bug);
            exit(ExitCode.UNEXPECTED, "Unexpected exception: " + bug);
        }
    }

    private static ServerConfig config(List<String> arguments, Map<String, String> properties) {
        ConfigReader reader = new ConfigReader(properties);
        return switch (arguments.size()) {
            case 0 -> reader.builtIn();
            case 1 -> reader.file(Path.of(arguments.getFirst()));
            default -> reader.arguments(arguments);
        };
    }

    /** The JDK reads it once, before its first handshake. A client that renegotiates only wants to see us work. */
    private static void refuseRenegotiation() {
        if (System.getProperty(REFUSE_RENEGOTIATION) == null) {
            System.setProperty(REFUSE_RENEGOTIATION, "true");
        }
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        System.getProperties().forEach((name, value) -> properties.put(name.toString(), value.toString()));
        return properties;
    }

    private static void log(Remark remark) {
        switch (remark.weight()) {
            case INFO -> LOG.info(remark.text());
            case WARNING -> LOG.warn(remark.text());
            case ERROR -> LOG.error(remark.text());
        }
    }

    private static String greeting(RunningServer server, ServerConfig config) {
        String where = Stream.concat(
                        server.addresses().stream().map(Quorate::shown),
                        server.secureAddresses().stream().map(address -> shown(address) + " (TLS)"))
                .collect(Collectors.joining(" and "));
        Path data = config.disk().dataDir().toAbsolutePath().normalize();
        Path log = config.disk().logDir().toAbsolutePath().normalize();
        return "Quorate " + Version.current().quorate() + " listens on "
                + (where.isEmpty() ? "no address: no client can connect" : where) + ", data in " + data
                + (log.equals(data) ? "" : ", log in " + log);
    }

    private static String shown(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** On SIGTERM and Ctrl-C, and at every other end. */
    private void stop() {
        RunningServer running = server;
        if (running != null) {
            running.close();
        }
        stopped.countDown();
        // Java would tell 143 after SIGTERM although all went well.
        Runtime.getRuntime().halt(exitCode.number());
    }

    /** What was acknowledged is on the disk; nothing else may be promised any more. */
    private void fatal(Throwable cause) {
        LOG.error(
                "Severe unrecoverable error, from thread : {}",
                Thread.currentThread().getName(),
                cause);
        LOG.error("Exiting JVM with code {}", ExitCode.UNEXPECTED.number());
        Runtime.getRuntime().halt(ExitCode.UNEXPECTED.number());
    }

    private void exit(ExitCode code, String message) {
        exitCode = code;
        LOG.error(
                "{}. Exiting JVM with code {}",
                message.endsWith(".") ? message.substring(0, message.length() - 1) : message,
                code.number());
        System.exit(code.number());
    }
}
