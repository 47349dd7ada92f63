package io.quorate.client.zookeeper;

import io.quorate.client.zookeeper.data.Stat;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of one part of a multi. */
public abstract class OpResult {
    private final int type;

    OpResult(int type) {
        this.type = type;
    }

    /** {@return number of the operation, of {@link ZooDefs.OpCode}} */
    public int getType() {
        return type;
    }

    /** Created. */
    public static class CreateResult extends OpResult {
        private final String path;
        private final @Nullable Stat stat;

        /**
         * Without a Stat.
         *
         * @param path of the created znode
         */
        public CreateResult(String path) {
            this(path, null);
        }

        /**
         * As answered.
         *
         * @param path of the created znode
         * @param stat null when it was not asked for
         */
        public CreateResult(String path, @Nullable Stat stat) {
            super(stat == null ? ZooDefs.OpCode.create : ZooDefs.OpCode.create2);
            this.path = path;
            this.stat = stat;
        }

        /** {@return its path} */
        public String getPath() {
            return path;
        }

        /** {@return its Stat, null when it was not asked for} */
        public @Nullable Stat getStat() {
            return stat;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof CreateResult that && path.equals(that.path) && Objects.equals(stat, that.stat);
        }

        @Override
        public int hashCode() {
            return Objects.hash(path, stat);
        }
    }

    /** Deleted. */
    public static class DeleteResult extends OpResult {
        /** As answered. */
        public DeleteResult() {
            super(ZooDefs.OpCode.delete);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DeleteResult;
        }

        @Override
        public int hashCode() {
            return ZooDefs.OpCode.delete;
        }
    }

    /** Data set. */
    public static class SetDataResult extends OpResult {
        private final Stat stat;

        /**
         * As answered.
         *
         * @param stat of that moment
         */
        public SetDataResult(Stat stat) {
            super(ZooDefs.OpCode.setData);
            this.stat = stat;
        }

        /** {@return its Stat of that moment} */
        public Stat getStat() {
            return stat;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SetDataResult that && stat.equals(that.stat);
        }

        @Override
        public int hashCode() {
            return stat.hashCode();
        }
    }

    /** Version checked. */
    public static class CheckResult extends OpResult {
        /** As answered. */
        public CheckResult() {
            super(ZooDefs.OpCode.check);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof CheckResult;
        }

        @Override
        public int hashCode() {
            return ZooDefs.OpCode.check;
        }
    }

    /** Children read. */
    public static class GetChildrenResult extends OpResult {
        private final List<String> children;

        /**
         * As answered.
         *
         * @param children names, in no order
         */
        public GetChildrenResult(List<String> children) {
            super(ZooDefs.OpCode.getChildren);
            this.children = children;
        }

        /** {@return their names} */
        public List<String> getChildren() {
            return children;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GetChildrenResult that && children.equals(that.children);
        }

        @Override
        public int hashCode() {
            return children.hashCode();
        }
    }

    /** Data read. */
    public static class GetDataResult extends OpResult {
        private final byte @Nullable [] data;
        private final Stat stat;

        /**
         * As answered.
         *
         * @param data null is not the same as empty
         * @param stat of that moment
         */
        public GetDataResult(byte @Nullable [] data, Stat stat) {
            super(ZooDefs.OpCode.getData);
            this.data = data;
            this.stat = stat;
        }

        /**
         * The data.
         *
         * @return null is not the same as empty
         */
        public byte @Nullable [] getData() {
            return data;
        }

        /** {@return its Stat of that moment} */
        public Stat getStat() {
            return stat;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GetDataResult that && Arrays.equals(data, that.data) && stat.equals(that.stat);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data) * 31 + stat.hashCode();
        }
    }

    /** Not done: 0 before the part that failed, its code there, −2 after it. */
    public static class ErrorResult extends OpResult {
        private final int err;

        /**
         * As answered.
         *
         * @param err number of a {@link KeeperException.Code}
         */
        public ErrorResult(int err) {
            super(ZooDefs.OpCode.error);
            this.err = err;
        }

        /** {@return the number of a {@link KeeperException.Code}} */
        public int getErr() {
            return err;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ErrorResult that && err == that.err;
        }

        @Override
        public int hashCode() {
            return err;
        }
    }
}
