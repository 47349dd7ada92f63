/**
 * The txn log: files of records by zxid, written in batches, read back in order, and the judgement of what a crash may
 * leave and what is damage (storage format 3). The log is owned by one thread.
 */
@NullMarked
package io.quorate.storage.log;

import org.jspecify.annotations.NullMarked;
