/**
 * How a txn changes a tree. One applier serves the tree and the overlay of what is outstanding, so that both cannot
 * come to differ. Owned by the thread that owns the store it is given: the driver's.
 */
@NullMarked
package io.quorate.tree.apply;

import org.jspecify.annotations.NullMarked;
