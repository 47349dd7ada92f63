package io.quorate.client.zookeeper;

import io.quorate.client.zookeeper.data.ACL;
import io.quorate.client.zookeeper.data.Stat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told how an asynchronous call ended: {@code rc} is the number of a {@link KeeperException.Code}, {@code ctx}
 * whatever was given with the call. Called on the thread of events, in order with them; results are null on errors.
 */
public interface AsyncCallback {
    /** The end of a call that answers a Stat. */
    @FunctionalInterface
    interface StatCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param stat null on failure
         */
        void processResult(int rc, String path, @Nullable Object ctx, @Nullable Stat stat);
    }

    /** The end of a count; −1 on errors. */
    @FunctionalInterface
    interface AllChildrenNumberCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param number how many, −1 on failure
         */
        void processResult(int rc, String path, @Nullable Object ctx, int number);
    }

    /** The end of a call that answers data. */
    @FunctionalInterface
    interface DataCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param data null on failure, or when the znode has none
         * @param stat null on failure
         */
        void processResult(int rc, String path, @Nullable Object ctx, byte @Nullable [] data, @Nullable Stat stat);
    }

    /** The end of a call that answers an ACL. */
    @FunctionalInterface
    interface ACLCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param acl null on failure
         * @param stat null on failure
         */
        void processResult(int rc, String path, @Nullable Object ctx, @Nullable List<ACL> acl, @Nullable Stat stat);
    }

    /** The end of a call that answers children. */
    @FunctionalInterface
    interface ChildrenCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param children names, in no order; null on failure
         */
        void processResult(int rc, String path, @Nullable Object ctx, @Nullable List<String> children);
    }

    /** The end of a call that answers children and a Stat. */
    @FunctionalInterface
    interface Children2Callback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param children names, in no order; null on failure
         * @param stat null on failure
         */
        void processResult(
                int rc, String path, @Nullable Object ctx, @Nullable List<String> children, @Nullable Stat stat);
    }

    /** The end of a create. */
    @FunctionalInterface
    interface StringCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param name path of the created znode; null on failure
         */
        void processResult(int rc, String path, @Nullable Object ctx, @Nullable String name);
    }

    /** The end of a create that answers a Stat. */
    @FunctionalInterface
    interface Create2Callback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param name path of the created znode; null on failure
         * @param stat null on failure
         */
        void processResult(int rc, String path, @Nullable Object ctx, @Nullable String name, @Nullable Stat stat);
    }

    /** The end of a call that answers nothing. */
    @FunctionalInterface
    interface VoidCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         */
        void processResult(int rc, String path, @Nullable Object ctx);
    }

    /** The end of a multi; rc is the first error of its parts. */
    @FunctionalInterface
    interface MultiCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param path as it was asked
         * @param ctx as it was handed in
         * @param opResults one for each part; null when the multi was not answered
         */
        void processResult(int rc, @Nullable String path, @Nullable Object ctx, @Nullable List<OpResult> opResults);
    }

    /** The end of a call that answers ephemerals. */
    @FunctionalInterface
    interface EphemeralsCallback extends AsyncCallback {
        /**
         * The call ended.
         *
         * @param rc number of a {@link KeeperException.Code}, 0 for success
         * @param ctx as it was handed in
         * @param paths null on failure
         */
        void processResult(int rc, @Nullable Object ctx, @Nullable List<String> paths);
    }
}
