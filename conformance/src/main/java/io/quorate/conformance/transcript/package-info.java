/**
 * Conversations with a server, and what was heard in them as lines of text that two servers can be compared by.
 *
 * <p>Why: session ids, passwords, clock readings and absolute zxids differ between any two servers; everything else
 * must not. The lines keep every other byte of every frame, in the order received.
 *
 * <p>Owner: a {@link io.quorate.conformance.transcript.World} owns the conversations of one scenario with one server
 * and leaves the server as it found it.
 */
@NullMarked
package io.quorate.conformance.transcript;

import org.jspecify.annotations.NullMarked;
