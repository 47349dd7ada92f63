/**
 * Queues: first in first out, or by priority, with or without a bound.
 *
 * <p>Guarantee: an item that was put is kept until a taker has acknowledged it. It is delivered to one taker at a
 * time, and again only when that taker gave it back, or its session ended, before it acknowledged. An item is put
 * once, also when the answer is lost. Where there is a bound, it is never exceeded. Takers are served in the order of
 * asking, items go out in order, though what is delivered again comes late. One client wakes for each item.
 *
 * <p>Failure behaviour. Connection suspended: putting and taking wait; a delivery is held as long as the client's
 * clock allows. Session expired: what is under way fails with {@link io.quorate.client.UnrecoverableException}, a put
 * may have happened; what was not acknowledged goes to others. Process paused: a delivery that was lost cannot be
 * acknowledged any more, and the token tells the two takers apart.
 */
@NullMarked
package io.quorate.recipes.queue;

import org.jspecify.annotations.NullMarked;
