/**
 * The client as application programs see it: {@link io.quorate.client.AsyncQuorate} with futures,
 * {@link io.quorate.client.Quorate} with calls that block, records for what is asked and answered, and one family of
 * exceptions. It speaks the protocol of Apache ZooKeeper 3.9 (client protocol 11) and serves both servers alike.
 *
 * <p>User code never runs on the thread that owns the socket: futures complete and listeners are called on the client's
 * callback executor, one at a time and in the order of the wire.
 */
@NullMarked
package io.quorate.client;

import org.jspecify.annotations.NullMarked;
