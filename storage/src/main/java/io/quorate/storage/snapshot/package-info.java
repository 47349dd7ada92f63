/**
 * Snapshot files: written aside and renamed when whole, listed newest first, read plain, gzipped or in snappy's stream
 * format (storage format 4.4 to 4.6). What is in them is somebody else's business.
 */
@NullMarked
package io.quorate.storage.snapshot;

import org.jspecify.annotations.NullMarked;
