/**
 * How a request becomes a txn or a rejection, judged against everything accepted before it, applied or not (client
 * protocol 2).
 */
@NullMarked
package io.quorate.tree.prepare;

import org.jspecify.annotations.NullMarked;
