package io.quorate.examples;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.naming.Instance;
import io.quorate.recipes.naming.Registered;
import io.quorate.recipes.naming.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An instance of a service that registers itself: {@code GreetingServer [hosts]}. It listens on a free port of
 * loopback and greets whoever connects. Start some, then a {@link GreetingCaller}.
 */
public final class GreetingServer implements AutoCloseable {
    private final ClientOptions options;
    private final ServerSocket door;

    GreetingServer(ClientOptions options) throws IOException {
        this.options = options;
        this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        try (GreetingServer server = new GreetingServer(Sessions.options(arguments))) {
            System.out.println("greeting on " + server.address());
            server.run();
        }
    }

    String address() {
        return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    void run() {
        Thread greeter = Thread.ofVirtual().name("greeter").start(this::greet);
        try {
            Sessions.keep(options, this::register);
        } finally {
            greeter.interrupt();
        }
    }

    private void register(Quorate zk) throws InterruptedException {
        Registry registry = new Registry(zk, "/examples/services");
        while (true) {
            try (Registered registered = registry.register("greeting", Instance.at(address()))) {
                // Ends with the session, and also when somebody deletes the entry: then there is a new one.
                Quorate.await(registered.ownership().ended());
            }
        }
    }

    private void greet() {
        while (!door.isClosed()) {
            try (Socket caller = door.accept()) {
                caller.getOutputStream().write(("hello from " + address()).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    System.getLogger(GreetingServer.class.getName())
                            .log(System.Logger.Level.WARNING, "a caller was not greeted", e);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
