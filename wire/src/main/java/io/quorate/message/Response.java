package io.quorate.message;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.data.Stat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a successful reply. An unsuccessful one has {@link Empty}: its error is in the header. */
public sealed interface Response {

    /** Header only. */
    record Empty() implements Response {
        /** The only one needed. */
        public static final Empty INSTANCE = new Empty();
    }

    /**
     * Path of a created znode, or the echo of a sync.
     *
     * @param path as the client's request names it, with the number of a sequential one
     */
    record Path(String path) implements Response {}

    /**
     * Path and Stat of a created znode.
     *
     * @param path with the number of a sequential one
     * @param stat its Stat at that moment
     */
    record Created(String path, Stat stat) implements Response {}

    /**
     * Stat alone.
     *
     * @param stat its Stat at that moment
     */
    record StatOnly(Stat stat) implements Response {}

    /**
     * Data and Stat. The array is shared with the tree: read only.
     *
     * @param data null is not the same as empty
     * @param stat its Stat at that moment
     */
    record Data(byte @Nullable [] data, Stat stat) implements Response {}

    /**
     * ACL and Stat.
     *
     * @param acl at least one entry
     * @param stat its Stat at that moment
     */
    record AclAndStat(List<Acl> acl, Stat stat) implements Response {}

    /**
     * Names or paths; {@code stat} is null when only they are asked for.
     *
     * @param names in no order
     * @param stat of the parent; null when only names were asked for
     */
    record Names(List<String> names, @Nullable Stat stat) implements Response {}

    /**
     * The answer to a listing, whose names are encoded already: a count, then length and UTF-8 bytes of each (client
     * protocol 1.2). The array is shared with the tree: read only. {@code stat} is null when only they are asked for.
     *
     * @param names the encoded vector: count first
     * @param stat of the parent; null when only names were asked for
     */
    record Listing(byte[] names, @Nullable Stat stat) implements Response {}

    /**
     * A number.
     *
     * @param total not negative
     */
    record Count(int total) implements Response {}

    /** The error record with value 0 that answers addWatch. */
    record WatchAdded() implements Response {}

    /**
     * Scheme and user of each identity of the connection, already cut for display.
     *
     * @param clients without secrets
     */
    record Clients(List<Identity> clients) implements Response {}

    /**
     * Results of a multi or multiRead, in the order of its parts.
     *
     * @param results one for each part
     */
    record Results(List<Result> results) implements Response {}

    /** The result of one part (client protocol 2.14 and 2.15). */
    sealed interface Result {
        /**
         * By opcode 1.
         *
         * @param path with the number of a sequential one
         */
        record Create(String path) implements Result {}

        /**
         * By any other create.
         *
         * @param path with the number of a sequential one
         * @param stat its Stat at that moment
         */
        record Create2(String path, Stat stat) implements Result {}

        /** Deleted. */
        record Delete() implements Result {}

        /**
         * Data set.
         *
         * @param stat its Stat at that moment
         */
        record SetData(Stat stat) implements Result {}

        /** Checked. */
        record Check() implements Result {}

        /**
         * Data read.
         *
         * @param data null is not the same as empty
         * @param stat its Stat at that moment
         */
        record GetData(byte @Nullable [] data, Stat stat) implements Result {}

        /**
         * Children read.
         *
         * @param names in no order
         */
        record GetChildren(List<String> names) implements Result {}

        /**
         * Failed, or undone because another part failed: code 0 before the failing part, −2 after it.
         *
         * @param code number of an {@link io.quorate.data.ErrorCode}
         */
        record Failed(int code) implements Result {}
    }
}
