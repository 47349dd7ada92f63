/**
 * How a txn changes a tree. One applier serves the tree and the overlay of what is outstanding.
 */
@NullMarked
package io.quorate.tree.apply;

import org.jspecify.annotations.NullMarked;
