/**
 * The door for clients: {@link io.quorate.transport.client.ClientDoor} listens, takes the handshake, cuts the bytes
 * into frames, turns them into requests for the replica and turns its replies and events back into frames.
 *
 * <p>Each connection belongs to one event loop, and everything that reads or writes its socket runs there. The
 * replica's driver, which may run on any thread, only puts what it has to say into the connection's outbound queue.
 * Plain reads that need no order are answered on the event loop itself.
 */
@NullMarked
package io.quorate.transport.client;

import org.jspecify.annotations.NullMarked;
