/**
 * The client's mind: a pure step function over one session (client protocol 11).
 * {@link io.quorate.client.session.ClientSession} takes one {@link io.quorate.client.session.Input} at a time and
 * answers with {@link io.quorate.client.session.Effect}s and bytes to send. No threads, no sockets, no clock: time and
 * dice are handed in, so a run can be replayed. Owned by the loop of {@link io.quorate.client.port.World}.
 */
@NullMarked
package io.quorate.client.session;

import org.jspecify.annotations.NullMarked;
