package io.quorate.data;

/**
 * Who a connection has proved to be, within one scheme (client protocol 4.2).
 *
 * @param scheme for instance {@code ip}, {@code digest}, {@code super}
 * @param id the identity within the scheme; empty for {@code super}
 */
public record Identity(String scheme, String id) {}
