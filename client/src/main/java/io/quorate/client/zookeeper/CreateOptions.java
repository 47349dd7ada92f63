package io.quorate.client.zookeeper;

import io.quorate.client.zookeeper.data.ACL;
import java.util.List;

/** How a part of a multi creates a znode. */
public class CreateOptions {
    private final CreateMode mode;
    private final List<ACL> acl;
    private final long ttl;

    CreateOptions(CreateMode mode, List<ACL> acl, long ttl) {
        this.mode = mode;
        this.acl = List.copyOf(acl);
        this.ttl = ttl;
        Translation.checkTtl(mode, ttl);
    }

    /**
     * Starts with an ACL and a kind of znode.
     *
     * @param acl at least one entry
     * @param mode which kind of znode
     * @return to be completed and built
     */
    public static Builder newBuilder(List<ACL> acl, CreateMode mode) {
        return new Builder(acl, mode);
    }

    /** {@return the kind of znode} */
    public CreateMode getCreateMode() {
        return mode;
    }

    /** {@return who may do what} */
    public List<ACL> getAcl() {
        return acl;
    }

    /** {@return time to live in milliseconds, −1 for none} */
    public long getTtl() {
        return ttl;
    }

    /** Options in the making. */
    public static class Builder {
        private final List<ACL> acl;
        private final CreateMode mode;
        private long ttl = Translation.NO_TTL;

        Builder(List<ACL> acl, CreateMode mode) {
            this.acl = acl;
            this.mode = mode;
        }

        /**
         * With a time to live in milliseconds.
         *
         * @param ttl milliseconds, at least 1
         * @return this builder
         */
        public Builder withTtl(long ttl) {
            this.ttl = ttl;
            return this;
        }

        /** {@return the options} */
        public CreateOptions build() {
            return new CreateOptions(mode, acl, ttl);
        }
    }
}
