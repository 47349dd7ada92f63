package io.quorate.tree.access;

import io.quorate.tree.TreeLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemes that this member knows, each under its name. {@code world}, {@code auth} and {@code super} are not among
 * them: nobody can authenticate with them, and the rules know what they mean. Immutable; safe for any thread.
 */
public final class Schemes {
    private final Map<String, Scheme> byName = new LinkedHashMap<>();

    /**
     * These schemes.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public Schemes(List<Scheme> schemes) {
        for (Scheme scheme : schemes) {
            if (byName.put(scheme.name(), scheme) != null) {
                throw new IllegalArgumentException(
                        "two authentication providers for scheme " + scheme.name() + "; configure one of them");
            }
        }
    }

    /** The schemes that are there unless the operator says otherwise: digest without a super user, and ip. */
    public static Schemes standard() {
        return new Schemes(List.of(new DigestScheme(DigestScheme.DEFAULT_ALGORITHM, null), new IpScheme()));
    }

    /** The scheme with this name, or null. */
    public @Nullable Scheme find(@Nullable String name) {
        return name == null ? null : byName.get(name);
    }

    /** Judges an auth packet. */
    public Authentication authenticate(@Nullable String scheme, byte @Nullable [] data, String remoteAddress) {
        Scheme known = find(scheme);
        return known == null
                ? new Authentication.Refused("no provider for authentication scheme " + scheme)
                : known.authenticate(data, remoteAddress);
    }

    /** The rules that these schemes make. */
    public AccessRules rules(TreeLimits limits) {
        return new SchemeRules(this, limits.skipAcl());
    }
}
