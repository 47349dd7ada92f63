package io.quorate.conformance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts each profile's pair when the first test asks for it; JUnit closes them when the whole run ends. */
final class PairsOfTheRun implements ParameterResolver {
    private static final ExtensionContext.Namespace PAIRS = ExtensionContext.Namespace.create(PairsOfTheRun.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ServerPair.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Profile profile = context.getRequiredTestClass().getAnnotation(On.class).value();
        return context.getRoot()
                .getStore(PAIRS)
                .computeIfAbsent(
                        profile,
                        key -> ServerPair.start(key.name().toLowerCase(java.util.Locale.ROOT), key.settings()),
                        ServerPair.class);
    }
}
