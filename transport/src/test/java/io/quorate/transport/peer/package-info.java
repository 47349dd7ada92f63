/** The door to the peers, over real sockets on loopback, and what strangers may do to it. */
@org.jspecify.annotations.NullMarked
package io.quorate.transport.peer;
