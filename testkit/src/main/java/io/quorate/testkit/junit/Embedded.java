package io.quorate.testkit.junit;

import io.quorate.testkit.EmbeddedEnsemble;
import io.quorate.testkit.EmbeddedServer;
import io.quorate.testkit.Options;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server or an ensemble as a field of a test class: one for all its tests if the field is static, one for each test
 * if it is not.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Embedded<EmbeddedServer> QUORATE = Embedded.server();
 * }</pre>
 *
 * @param <T> which of the two
 */
public final class Embedded<T extends AutoCloseable>
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final Supplier<T> opening;
    private @Nullable T opened;
    private @Nullable String opener;

    private Embedded(Supplier<T> opening) {
        this.opening = opening;
    }

    /** {@return a server in memory} */
    public static Embedded<EmbeddedServer> server() {
        return server(Options.inMemory());
    }

    /**
     * {@return a server}
     *
     * @param options where files are, ticks and other settings
     */
    public static Embedded<EmbeddedServer> server(Options options) {
        return new Embedded<>(() -> EmbeddedServer.open(options));
    }

    /**
     * {@return an ensemble in memory}
     *
     * @param members how many vote, 1 or more
     */
    public static Embedded<EmbeddedEnsemble> ensemble(int members) {
        return ensemble(members, 0, Options.inMemory());
    }

    /**
     * {@return an ensemble}
     *
     * @param members how many vote, 1 or more
     * @param observers how many follow without a vote, 0 or more
     * @param options where files are, ticks and other settings
     */
    public static Embedded<EmbeddedEnsemble> ensemble(int members, int observers, Options options) {
        return new Embedded<>(() -> EmbeddedEnsemble.open(members, observers, options));
    }

    /**
     * {@return the one of this test}
     *
     * @throws IllegalStateException outside of tests
     */
    public synchronized T get() {
        T current = opened;
        if (current == null) {
            throw new IllegalStateException(
                    "nothing is open: the field needs @RegisterExtension, and a test that runs");
        }
        return current;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        open(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        close(context);
    }

    /** Whoever comes first owns it: the tests within a class find what the class has opened. */
    private synchronized void open(ExtensionContext context) {
        if (opened == null) {
            opened = opening.get();
            opener = context.getUniqueId();
        }
    }

    private synchronized void close(ExtensionContext context) throws Exception {
        T current = opened;
        if (current != null && context.getUniqueId().equals(opener)) {
            opened = null;
            opener = null;
            current.close();
        }
    }
}
