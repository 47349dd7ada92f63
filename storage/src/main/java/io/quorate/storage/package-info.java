/**
 * The data directories of one member as a whole: locking, layout, recovery, retention (storage format 2, 5, 10). Owned
 * by the server, which gives the txn log to its log thread and snapshot writers to its snapshot thread. Knows zxids and
 * opaque bytes, never what they mean.
 */
@NullMarked
package io.quorate.storage;

import org.jspecify.annotations.NullMarked;
