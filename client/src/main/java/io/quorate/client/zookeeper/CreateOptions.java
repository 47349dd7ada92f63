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

    /** Starts with an ACL and a kind of znode. */
    public static Builder newBuilder(List<ACL> acl, CreateMode mode) {
        return new Builder(acl, mode);
    }

    /** The kind of znode. */
    public CreateMode getCreateMode() {
        return mode;
    }

    /** Who may do what. */
    public List<ACL> getAcl() {
        return acl;
    }

    /** Time to live in milliseconds, −1 for none. */
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

        /** With a time to live in milliseconds. */
        public Builder withTtl(long ttl) {
            this.ttl = ttl;
            return this;
        }

        /** The options. */
        public CreateOptions build() {
            return new CreateOptions(mode, acl, ttl);
        }
    }
}
