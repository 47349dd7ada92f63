/**
 * The door to the other members: the election port and the quorum port, in Apache ZooKeeper's formats (quorum protocol 1
 * and 4). It carries what the agreement says and hears, and decides nothing.
 */
@NullMarked
package io.quorate.transport.peer;

import org.jspecify.annotations.NullMarked;
