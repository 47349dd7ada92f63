package io.quorate.client;

import io.quorate.data.CreateMode;
import org.jspecify.annotations.Nullable;

/** One part of a transaction: all parts happen at one zxid, or none does (client protocol 2.14). */
public sealed interface Op {

    /** {@return the znode the part is about} */
    String path();

    /**
     * Creates a znode. Options {@code guarded} and {@code withParents} are not for transactions.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param options neither guarded nor with parents
     */
    record Create(String path, byte @Nullable [] data, CreateOptions options) implements Op {
        /** Refuses options that need more than one request. */
        public Create {
            if (options.guarded() || options.withParents()) {
                throw new IllegalArgumentException(
                        "create of " + path + " inside a transaction can be neither guarded nor create parents");
            }
        }
    }

    /**
     * Deletes a znode of this version, {@link #ANY_VERSION} for any.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     */
    record Delete(String path, int version) implements Op {}

    /**
     * Sets the data of a znode of this version, {@link #ANY_VERSION} for any.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     */
    record SetData(String path, byte @Nullable [] data, int version) implements Op {}

    /**
     * Demands that a znode exists and has this version, {@link #ANY_VERSION} for any.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     */
    record Check(String path, int version) implements Op {}

    /** Stands for every version. */
    int ANY_VERSION = -1;

    /**
     * Creates a persistent znode that everybody may use.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @return a part for {@link AsyncQuorate#transaction(java.util.List)}
     */
    static Op create(String path, byte @Nullable [] data) {
        return new Create(path, data, CreateOptions.PERSISTENT);
    }

    /**
     * Creates a znode of this kind that everybody may use.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param mode not one with a time to live
     * @return a part for {@link AsyncQuorate#transaction(java.util.List)}
     */
    static Op create(String path, byte @Nullable [] data, CreateMode mode) {
        return new Create(path, data, CreateOptions.of(mode));
    }

    /**
     * Deletes a znode of any version.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @return a part for {@link AsyncQuorate#transaction(java.util.List)}
     */
    static Op delete(String path) {
        return new Delete(path, ANY_VERSION);
    }

    /**
     * Deletes a znode of this version.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     * @return a part for {@link AsyncQuorate#transaction(java.util.List)}
     */
    static Op delete(String path, int version) {
        return new Delete(path, version);
    }

    /**
     * Sets the data of a znode of this version.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param data at most the server's {@code jute.maxbuffer} less the frame's other fields; null is not the same as
     *     empty
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     * @return a part for {@link AsyncQuorate#transaction(java.util.List)}
     */
    static Op set(String path, byte @Nullable [] data, int version) {
        return new SetData(path, data, version);
    }

    /**
     * Demands that a znode exists and has this version.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     * @param version the data version it must have; {@link Op#ANY_VERSION} for any
     * @return a part for {@link AsyncQuorate#transaction(java.util.List)}
     */
    static Op check(String path, int version) {
        return new Check(path, version);
    }
}
