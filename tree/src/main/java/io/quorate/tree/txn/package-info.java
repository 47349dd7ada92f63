/**
 * Txns, the settled effects of requests, and their bytes in the log (storage format 3.2). A txn carries results,
 * never intentions.
 */
@NullMarked
package io.quorate.tree.txn;

import org.jspecify.annotations.NullMarked;
