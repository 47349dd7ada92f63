package io.quorate.tree.access;

/** What the rules must know of an authentication scheme (client protocol 4.5). Immutable; safe for any thread. */
public interface Scheme {

    /** Its name in identities and ACLs. */
    String name();

    /** Whether an identity {@code id} of this scheme is meant by the {@code id} of an ACL. */
    boolean matches(String id, String aclId);

    /** Whether the scheme {@code auth} expands to identities of this one. */
    boolean identifiesCreators();

    /** Whether an ACL may name {@code aclId}. */
    boolean isValid(String aclId);

    /** The user shown by whoAmI. */
    String userOf(String id);
}
