package io.quorate.zab;

/** One authenticated identity of a client whose request a learner passes on; carried, never read. */
public record Identity(String scheme, String id) {}
