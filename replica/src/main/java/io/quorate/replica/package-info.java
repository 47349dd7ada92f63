/**
 * The mind of one member: {@link io.quorate.replica.Replica} takes one input at a time, changes its memory, and
 * tells its ports what to do. It owns no thread, reads no clock and touches no socket or file; the driver and the
 * simulator run the same code.
 */
@NullMarked
package io.quorate.replica;

import org.jspecify.annotations.NullMarked;
