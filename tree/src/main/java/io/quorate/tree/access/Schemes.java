package io.quorate.tree.access;

import io.quorate.data.Identity;
import java.util.ArrayList;
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

    /** What whoAmI answers: the same identities with users instead of proofs, empty for schemes not known here. */
    public List<Identity> users(List<Identity> who) {
        List<Identity> users = new ArrayList<>(who.size());
        for (Identity identity : who) {
            Scheme scheme = find(identity.scheme());
            users.add(new Identity(identity.scheme(), scheme == null ? "" : scheme.userOf(identity.id())));
        }
        return users;
    }
}
