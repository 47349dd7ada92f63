/**
 * How a request becomes a txn or a rejection, judged against everything accepted before it, applied or not (client
 * protocol 2). {@link io.quorate.tree.prepare.Preparer} decides, {@link io.quorate.tree.prepare.OutstandingView}
 * remembers what was decided until the tree has caught up. Owned by the driver's thread.
 */
@NullMarked
package io.quorate.tree.prepare;

import org.jspecify.annotations.NullMarked;
