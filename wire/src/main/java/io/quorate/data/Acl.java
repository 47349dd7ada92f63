package io.quorate.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an access control list: who may do what (client protocol 4).
 *
 * @param perms permission bits, see {@link Permission}; unknown bits are kept
 * @param scheme authentication scheme, null only as received from a client
 * @param id identity within the scheme, null only as received from a client
 */
public record Acl(
        int perms, @Nullable String scheme, @Nullable String id) {

    /** The list that lets everybody do everything. */
    public static final List<Acl> OPEN = List.of(new Acl(Permission.ALL, "world", "anyone"));

    /** The list that lets everybody read and nothing else. */
    public static final List<Acl> READ_ONLY = List.of(new Acl(Permission.READ, "world", "anyone"));

    /** The list by which the identities of the connection that creates may do everything, and nobody else. */
    public static final List<Acl> CREATOR_ALL = List.of(new Acl(Permission.ALL, "auth", ""));
}
