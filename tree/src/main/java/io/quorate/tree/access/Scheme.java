package io.quorate.tree.access;

import org.jspecify.annotations.Nullable;

/**
 * An authentication scheme: how a connection proves who it is, and what that means in ACLs (client protocol 4.4 and
 * 4.5). Immutable; safe for any thread.
 */
public interface Scheme {

    /** Its name in identities, ACLs and auth packets. */
    String name();

    /**
     * Judges the proof in an auth packet.
     *
     * @param data what the client sent, perhaps null
     * @param remoteAddress textual address of the other end, as {@link IpAddress} writes it
     */
    Authentication authenticate(byte @Nullable [] data, String remoteAddress);

    /** Whether an identity {@code id} of this scheme is meant by the {@code aclId} of an ACL. */
    boolean matches(String id, String aclId);

    /** Whether the scheme {@code auth} expands to identities of this one. */
    boolean identifiesCreators();

    /** Whether an ACL may name {@code aclId}. */
    boolean isValid(String aclId);

    /** The user shown by whoAmI. */
    String userOf(String id);
}
