/**
 * The client protocol by hand: bytes written and read without Quorate's codec and without the Apache client.
 *
 * <p>Why: a suite that judges a codec must not be built on it, and it has to be able to send what no codec would.
 *
 * <p>Owner: one {@link io.quorate.conformance.raw.RawClient} owns one socket.
 */
@NullMarked
package io.quorate.conformance.raw;

import org.jspecify.annotations.NullMarked;
