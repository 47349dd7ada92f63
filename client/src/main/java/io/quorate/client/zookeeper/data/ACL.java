package io.quorate.client.zookeeper.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry of an access control list: who may do what. */
public class ACL {
    private int perms;
    private @Nullable Id id;

    /** With nothing set. */
    public ACL() {}

    /**
     * With everything set.
     *
     * @param perms bits of {@link io.quorate.client.zookeeper.ZooDefs.Perms}
     * @param id who
     */
    public ACL(int perms, @Nullable Id id) {
        this.perms = perms;
        this.id = id;
    }

    /** {@return the bits of {@link io.quorate.client.zookeeper.ZooDefs.Perms}} */
    public int getPerms() {
        return perms;
    }

    /**
     * Sets it.
     *
     * @param perms bits of {@link io.quorate.client.zookeeper.ZooDefs.Perms}
     */
    public void setPerms(int perms) {
        this.perms = perms;
    }

    /** {@return who} */
    public @Nullable Id getId() {
        return id;
    }

    /**
     * Sets it.
     *
     * @param id who
     */
    public void setId(@Nullable Id id) {
        this.id = id;
    }

    /**
     * Takes over everything from another one.
     *
     * @param from is not changed
     */
    public void copyFrom(ACL from) {
        perms = from.perms;
        id = from.id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ACL that && perms == that.perms && Objects.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(perms, id);
    }

    @Override
    public String toString() {
        return perms + ",s{" + (id == null ? "" : id.text()) + "}\n";
    }
}
