/**
 * The watch table: changes of the tree in, events out (client protocol 5). Never replicated; a connection's
 * watches die with it.
 */
@NullMarked
package io.quorate.replica.watch;

import org.jspecify.annotations.NullMarked;
