package io.quorate.tree.access;

import io.quorate.data.Identity;
import java.util.List;

/**
 * Whether a connection must have proved who it is before anything but a proof is taken from it (client protocol 4.7).
 * Immutable; safe for any thread.
 *
 * @param isEnforced whether there is such a demand at all
 * @param schemes an identity of any of these will do
 */
public record EnforcedAuth(boolean isEnforced, List<String> schemes) {
    /** Everybody may talk. */
    public static final EnforcedAuth OFF = new EnforcedAuth(false, List.of());

    private static final String SASL = "sasl";

    public EnforcedAuth {
        schemes = List.copyOf(schemes);
    }

    /**
     * What the configuration demands.
     *
     * @param enabled zookeeper.enforce.auth.enabled
     * @param schemeList zookeeper.enforce.auth.schemes: names between commas
     * @param saslRequired zookeeper.sessionRequireClientSASLAuth, which overrides the other two
     * @throws IllegalArgumentException if schemes are missing or unknown; the member must not start then
     */
    public static EnforcedAuth of(boolean enabled, String schemeList, boolean saslRequired, Schemes known) {
        if (!enabled && !saslRequired) {
            return OFF;
        }
        List<String> schemes = saslRequired ? List.of(SASL) : namesIn(schemeList);
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("enforce.auth.enabled is true, but enforce.auth.schemes names no scheme;"
                    + " name those that will do, between commas");
        }
        for (String scheme : schemes) {
            if (known.find(scheme) == null) {
                throw new IllegalArgumentException("authentication with scheme \"" + scheme
                        + "\" is enforced, but there is no provider for it; configure one with authProvider.<n>");
            }
        }
        return new EnforcedAuth(true, schemes);
    }

    /** Whether a connection with these identities may go on; otherwise it is told −124 and closed. */
    public boolean admits(List<Identity> who) {
        if (!isEnforced) {
            return true;
        }
        for (Identity identity : who) {
            if (schemes.contains(identity.scheme())) {
                return true;
            }
        }
        return false;
    }

    private static List<String> namesIn(String schemeList) {
        return List.of(schemeList.split(",", -1)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
