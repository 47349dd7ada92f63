package io.quorate.message;

import io.quorate.data.Acl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that become a txn: ordered, logged and replicated (class W of client protocol 2.2). */
public sealed interface WriteRequest extends Request {

    /**
     * Create a znode.
     *
     * @param form which of the four opcodes asked, for it decides the reply and part of the kind (client protocol 2.7)
     * @param path path of the znode
     * @param data null is not the same as empty
     * @param acl null as received
     * @param flags as received, perhaps not those of any {@link io.quorate.data.CreateMode}
     * @param ttl time to live in milliseconds; −1 for the forms that carry none
     */
    record Create(
            CreateForm form,
            String path,
            byte @Nullable [] data,
            @Nullable List<Acl> acl,
            int flags,
            long ttl) implements WriteRequest {}

    /**
     * Delete a znode; version −1 means any.
     *
     * @param path path of the znode
     * @param version the version it must have, −1 for any
     */
    record Delete(String path, int version) implements WriteRequest {}

    /**
     * Replace the data; version −1 means any.
     *
     * @param path path of the znode
     * @param data null is not the same as empty
     * @param version the version it must have, −1 for any
     */
    record SetData(String path, byte @Nullable [] data, int version) implements WriteRequest {}

    /**
     * Replace the ACL; {@code version} is compared with the ACL's version, −1 means any.
     *
     * @param path path of the znode
     * @param acl null is refused as an invalid ACL
     * @param version the version of the ACL it must have, −1 for any
     */
    record SetAcl(String path, @Nullable List<Acl> acl, int version) implements WriteRequest {}

    /**
     * Require that a znode exists with a version, inside a {@link Multi} only.
     *
     * @param path path of the znode
     * @param version the version it must have, −1 for any
     */
    record Check(String path, int version) implements WriteRequest {}

    /**
     * All or none, at one zxid. The parts are {@link Create}, {@link Delete}, {@link SetData} and {@link Check}.
     *
     * @param parts in the order in which they are done
     */
    record Multi(List<WriteRequest> parts) implements WriteRequest {}

    /**
     * Change the membership (client protocol 2.13).
     *
     * @param joining server lines to add or change, by commas; null for none
     * @param leaving server ids to remove, by commas; null for none
     * @param members server lines of the whole new configuration; null when it is told by differences
     * @param configId version of the configuration that is to be replaced, −1 for any
     */
    record Reconfig(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String members,
            long configId) implements WriteRequest {}

    /**
     * Remove an abandoned container or TTL znode. Only the member's own reaper asks this, never a client.
     *
     * @param path path of the znode
     */
    record DeleteContainer(String path) implements WriteRequest {}

    /** The opcodes that create. */
    enum CreateForm {
        /** Opcode 1: answered with the path. */
        CREATE,
        /** Opcode 15: answered with path and Stat, as are the two below. */
        CREATE2,
        /** Opcode 19. */
        CONTAINER,
        /** Opcode 21. */
        TTL
    }
}
