/**
 * A disk in memory that loses what a real one may lose: unsynced sectors in any order, directory entries without a
 * directory sync, everything after a failed sync (faults 3.3). Deterministic from a seed; used by tests and the
 * simulator, never by a server.
 */
@NullMarked
package io.quorate.storage.disk.sim;

import org.jspecify.annotations.NullMarked;
