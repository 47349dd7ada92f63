/**
 * The audit log: who did what to which znode, a line each, in the words of ZooKeeper's (operations 5). Owned by the
 * server; the replica tells it what became of every write.
 */
@NullMarked
package io.quorate.server.audit;

import org.jspecify.annotations.NullMarked;
