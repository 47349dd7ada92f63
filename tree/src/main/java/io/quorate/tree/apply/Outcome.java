package io.quorate.tree.apply;

import io.quorate.data.Stat;
import java.util.List;

/** What applying a txn led to, from which the member that holds the session makes the reply. */
public sealed interface Outcome {

    /** A znode was created; {@code stat} is as of this txn. */
    record Created(String path, Stat stat) implements Outcome {}

    /** Done, and there is nothing to say about it: delete, check, session opened or closed. */
    record Done() implements Outcome {
        /** The only one needed. */
        public static final Done INSTANCE = new Done();
    }

    /** Data or ACL was replaced. */
    record Changed(Stat stat) implements Outcome {}

    /** Nothing was changed; {@code code} is the number of an {@link io.quorate.data.ErrorCode}. */
    record Failed(int code) implements Outcome {}

    /** One for each part of a multi, in order. */
    record Multi(List<Outcome> parts) implements Outcome {}
}
