/**
 * The door to the other members: the election port and the quorum port, in Apache ZooKeeper's formats (quorum protocol
 * 1 and 4). It carries what the agreement says and hears, and decides nothing.
 *
 * <p>One event loop owns all sockets. The driver's thread gathers what is said and hands it over once a batch; threads
 * that may block look up names, read history and store snapshots. The door owns no state that would be missed: peers
 * that are late, wrong, hostile or half-dead cost their connection and nothing else.
 */
@NullMarked
package io.quorate.transport.peer;

import org.jspecify.annotations.NullMarked;
