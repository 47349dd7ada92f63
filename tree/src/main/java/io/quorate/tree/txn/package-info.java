/**
 * Txns, the settled effects of requests, and their bytes in the log (storage format 3.2). A txn carries results, never
 * intentions, so that every member comes to the same state whenever it applies it. Values only: any thread may use
 * them.
 */
@NullMarked
package io.quorate.tree.txn;

import org.jspecify.annotations.NullMarked;
