package io.quorate.client;

import io.quorate.data.Stat;

/**
 * A znode that has just been created.
 *
 * @param path its path, with the number of a sequential znode and the GUID of a guarded one
 * @param stat its Stat; {@link Stat#czxid()} is unique in the ensemble and grows, which makes it a fencing token
 */
public record Created(String path, Stat stat) {
    /** {@return the last component of the path} */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
