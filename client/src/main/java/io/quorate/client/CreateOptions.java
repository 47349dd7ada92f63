package io.quorate.client;

import io.quorate.data.Acl;
import io.quorate.data.CreateMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a znode is created.
 *
 * @param mode which kind of znode
 * @param acl who may do what with it; not empty
 * @param ttl time to live of the TTL kinds, at least 1 ms; null for all others
 * @param guarded whether the name is completed with a GUID so that the client can find out, after a lost connection,
 *     whether its create happened, instead of creating twice: {@code /q/item-} becomes {@code /q/_c_<guid>-item-}. For
 *     sequential and ephemeral znodes whose exact name nobody depends on
 * @param withParents whether missing ancestors are created first, as containers with the same ACL
 */
public record CreateOptions(
        CreateMode mode, List<Acl> acl, @Nullable Duration ttl, boolean guarded, boolean withParents) {

    /** A persistent znode that everybody may use. */
    public static final CreateOptions PERSISTENT = of(CreateMode.PERSISTENT);
    /** Goes with the session. */
    public static final CreateOptions EPHEMERAL = of(CreateMode.EPHEMERAL);
    /** Persistent, its name completed by a number. */
    public static final CreateOptions PERSISTENT_SEQUENTIAL = of(CreateMode.PERSISTENT_SEQUENTIAL);
    /** Goes with the session, its name completed by a number. */
    public static final CreateOptions EPHEMERAL_SEQUENTIAL = of(CreateMode.EPHEMERAL_SEQUENTIAL);
    /** Removed by the service some time after its last child. */
    public static final CreateOptions CONTAINER = of(CreateMode.CONTAINER);

    /** Refuses an empty ACL, and a time to live that is missing, too short or not the mode's. */
    public CreateOptions {
        acl = List.copyOf(acl);
        if (acl.isEmpty()) {
            throw new IllegalArgumentException("a znode needs an ACL of at least one entry");
        }
        if (mode.isTtl() != (ttl != null)) {
            throw new IllegalArgumentException(
                    mode.isTtl() ? "mode " + mode + " needs a time to live" : "mode " + mode + " has no time to live");
        }
        if (ttl != null && ttl.toMillis() < 1) {
            throw new IllegalArgumentException("time to live " + ttl + " is shorter than 1 ms");
        }
    }

    /**
     * {@return a znode of this kind that everybody may use} The TTL kinds need {@link #ofTtl}.
     *
     * @param mode which kind of znode
     */
    public static CreateOptions of(CreateMode mode) {
        return new CreateOptions(mode, Acl.OPEN, null, false, false);
    }

    /**
     * {@return a znode that is removed when it is childless and has not been changed for this long}
     *
     * @param mode {@code TTL} or {@code TTL_SEQUENTIAL}
     * @param ttl at least 1 ms
     */
    public static CreateOptions ofTtl(CreateMode mode, Duration ttl) {
        return new CreateOptions(mode, Acl.OPEN, ttl, false, false);
    }

    /**
     * {@return the same with another ACL}
     *
     * @param acl at least one entry
     */
    public CreateOptions withAcl(List<Acl> acl) {
        return new CreateOptions(mode, acl, ttl, guarded, withParents);
    }

    /** {@return the same, {@link #guarded} by a GUID} */
    public CreateOptions asGuarded() {
        return new CreateOptions(mode, acl, ttl, true, withParents);
    }

    /** {@return the same, missing ancestors created first} */
    public CreateOptions creatingParents() {
        return new CreateOptions(mode, acl, ttl, guarded, true);
    }
}
