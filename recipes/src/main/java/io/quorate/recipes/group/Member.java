package io.quorate.recipes.group;

/**
 * A member of a group.
 *
 * @param id its name
 * @param data what it says of itself; do not change the array
 * @param token the zxid at which it came: that of a later member, or of the same after a new session, is greater
 */
public record Member(String id, byte[] data, long token) {}
