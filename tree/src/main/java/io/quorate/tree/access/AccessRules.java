package io.quorate.tree.access;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may do what, and which ACLs can be stored (client protocol 4.2 and 4.3). Immutable; safe for any thread. */
public interface AccessRules {

    /** Whether an identity of {@code who} has one of the permission bits in {@code perms}. */
    boolean allows(List<Acl> acl, int perms, List<Identity> who);

    /** The list as it is stored, or null if it is not a valid one. */
    @Nullable
    List<Acl> normalise(@Nullable List<Acl> acl, List<Identity> who);

    /**
     * The list as getACL shows it to those who may not change it: what would help to guess a password is masked (client
     * protocol 2.10).
     */
    List<Acl> mask(List<Acl> acl);

    /** What whoAmI answers: the same identities with users in place of proofs (client protocol 2.12). */
    List<Identity> describe(List<Identity> who);
}
