/**
 * A tree as the bytes of a snapshot and back, and the digest of a tree (storage format 4 and 8).
 */
@NullMarked
package io.quorate.tree.snapshot;

import org.jspecify.annotations.NullMarked;
