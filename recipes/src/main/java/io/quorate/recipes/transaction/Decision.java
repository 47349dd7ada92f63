package io.quorate.recipes.transaction;

/** What became of a transaction. */
public enum Decision {
    /** All prepared it, so all do it. */
    COMMIT,
    /** Nobody does it. */
    ABORT
}
