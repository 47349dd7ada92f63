/**
 * The doors of the replica as interfaces: connections, journal, snapshots, inbox. What the replica calls only
 * enqueues; answers come back as inputs.
 */
@NullMarked
package io.quorate.replica.port;

import org.jspecify.annotations.NullMarked;
