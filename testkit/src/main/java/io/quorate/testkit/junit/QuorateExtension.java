package io.quorate.testkit.junit;

import io.quorate.testkit.EmbeddedEnsemble;
import io.quorate.testkit.EmbeddedServer;
import io.quorate.testkit.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link EmbeddedServer} or the {@link EmbeddedEnsemble} that they name as a parameter. Each test has
 * one of its own, unless a method with {@code @BeforeAll} or the constructor of a class whose instance serves all tests
 * asked first: then all tests of that class share it.
 *
 * <pre>{@code
 * @ExtendWith(QuorateExtension.class)
 * class WorkerTest {
 *     @Test
 *     void theStandbyTakesOver(@Members(5) EmbeddedEnsemble ensemble) { ... }
 * }
 * }</pre>
 */
public final class QuorateExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(QuorateExtension.class);
    private static final int USUAL_MEMBERS = 3;

    /** Made by JUnit. */
    public QuorateExtension() {}

    /** What a parameter asks for. */
    private sealed interface Wish {
        AutoCloseable open();

        /** A server of its own. */
        record Server() implements Wish {
            @Override
            public AutoCloseable open() {
                return EmbeddedServer.open();
            }
        }

        /** Several members. */
        record Ensemble(int members, int observers) implements Wish {
            @Override
            public AutoCloseable open() {
                return EmbeddedEnsemble.open(members, observers, Options.inMemory());
            }
        }
    }

    /** What is open for one test or one class. Thread-safe. */
    private static final class Held {
        private final Map<Wish, AutoCloseable> open = new LinkedHashMap<>();

        synchronized @Nullable AutoCloseable find(Wish wish) {
            return open.get(wish);
        }

        synchronized AutoCloseable open(Wish wish) {
            return open.computeIfAbsent(wish, Wish::open);
        }

        synchronized void close() throws Exception {
            for (AutoCloseable each : open.values()) {
                each.close();
            }
            open.clear();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(EmbeddedServer.class) || type.equals(EmbeddedEnsemble.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Wish wish = wish(parameter);
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Held held = store(context).get(at.get().getUniqueId(), Held.class);
            AutoCloseable found = held == null ? null : held.find(wish);
            if (found != null) {
                return found;
            }
        }
        Held own = store(context).get(context.getUniqueId(), Held.class);
        if (own == null) {
            own = new Held();
            store(context).put(context.getUniqueId(), own);
        }
        return own.open(wish);
    }

    private static Wish wish(ParameterContext parameter) {
        if (parameter.getParameter().getType().equals(EmbeddedServer.class)) {
            return new Wish.Server();
        }
        return parameter
                .findAnnotation(Members.class)
                .map(members -> new Wish.Ensemble(members.value(), members.observers()))
                .orElseGet(() -> new Wish.Ensemble(USUAL_MEMBERS, 0));
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        close(context);
    }

    private static void close(ExtensionContext context) throws Exception {
        Held held = store(context).remove(context.getUniqueId(), Held.class);
        if (held != null) {
            held.close();
        }
    }
}
