package io.quorate.client;

import io.quorate.data.CreateMode;
import org.jspecify.annotations.Nullable;

/** One part of a transaction: all parts happen at one zxid, or none does (client protocol 2.14). */
public sealed interface Op {

    /** The znode the part is about. */
    String path();

    /** Creates a znode. Options {@code guarded} and {@code withParents} are not for transactions. */
    record Create(String path, byte @Nullable [] data, CreateOptions options) implements Op {
        public Create {
            if (options.guarded() || options.withParents()) {
                throw new IllegalArgumentException(
                        "create of " + path + " inside a transaction can be neither guarded nor create parents");
            }
        }
    }

    /** Deletes a znode of this version, {@link #ANY_VERSION} for any. */
    record Delete(String path, int version) implements Op {}

    /** Sets the data of a znode of this version, {@link #ANY_VERSION} for any. */
    record SetData(String path, byte @Nullable [] data, int version) implements Op {}

    /** Demands that a znode exists and has this version, {@link #ANY_VERSION} for any. */
    record Check(String path, int version) implements Op {}

    /** Stands for every version. */
    int ANY_VERSION = -1;

    /** Creates a persistent znode that everybody may use. */
    static Op create(String path, byte @Nullable [] data) {
        return new Create(path, data, CreateOptions.PERSISTENT);
    }

    /** Creates a znode of this kind that everybody may use. */
    static Op create(String path, byte @Nullable [] data, CreateMode mode) {
        return new Create(path, data, CreateOptions.of(mode));
    }

    /** Deletes a znode of any version. */
    static Op delete(String path) {
        return new Delete(path, ANY_VERSION);
    }

    /** Deletes a znode of this version. */
    static Op delete(String path, int version) {
        return new Delete(path, version);
    }

    /** Sets the data of a znode of this version. */
    static Op set(String path, byte @Nullable [] data, int version) {
        return new SetData(path, data, version);
    }

    /** Demands that a znode exists and has this version. */
    static Op check(String path, int version) {
        return new Check(path, version);
    }
}
