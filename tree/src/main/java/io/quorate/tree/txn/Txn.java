package io.quorate.tree.txn;

import io.quorate.data.Acl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settled effect of a request (storage format 3.2). Times, versions and names are final; nothing is left to decide.
 */
public sealed interface Txn {

    /** A session begins. */
    record CreateSession(int timeoutMs) implements Txn {}

    /**
     * A session ends, and its ephemerals with it.
     *
     * @param ephemerals their paths; null in logs that do not list them
     */
    record CloseSession(@Nullable List<String> ephemerals) implements Txn {}

    /** A request was rejected; only its place in the order is taken. */
    record Error(int code) implements Txn {}

    /**
     * A znode is created by opcode 1 or 15, which {@code form} tells apart.
     *
     * @param parentCreateCount the parent's count of created children afterwards; −1 in very old logs
     */
    record Create(
            CreateForm form,
            String path,
            byte @Nullable [] data,
            List<Acl> acl,
            boolean ephemeral,
            int parentCreateCount)
            implements Txn {}

    /** A container is created. */
    record CreateContainer(String path, byte @Nullable [] data, List<Acl> acl, int parentCreateCount) implements Txn {}

    /** A TTL znode is created. */
    record CreateTtl(String path, byte @Nullable [] data, List<Acl> acl, int parentCreateCount, long ttlMs)
            implements Txn {}

    /** A znode is deleted. */
    record Delete(String path) implements Txn {}

    /** An abandoned container or TTL znode is removed. */
    record DeleteContainer(String path) implements Txn {}

    /** Data is replaced; {@code version} is the new one. */
    record SetData(String path, byte @Nullable [] data, int version) implements Txn {}

    /** The membership is replaced: a {@link SetData} of the config znode. */
    record Reconfig(String path, byte @Nullable [] data, int version) implements Txn {}

    /** An ACL is replaced; {@code version} is the new one. */
    record SetAcl(String path, List<Acl> acl, int version) implements Txn {}

    /** A part of a multi that only required something. */
    record Check(String path, int version) implements Txn {}

    /** Several at one zxid. If a part is an {@link Error}, none has any effect. */
    record Multi(List<Txn> parts) implements Txn {}

    /** Which opcode created; only the reply differs. */
    enum CreateForm {
        CREATE,
        CREATE2
    }
}
