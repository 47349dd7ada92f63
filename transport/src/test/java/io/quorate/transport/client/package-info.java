/** The door, over real sockets on loopback, in front of a small service that follows the rules of the ports. */
@org.jspecify.annotations.NullMarked
package io.quorate.transport.client;
