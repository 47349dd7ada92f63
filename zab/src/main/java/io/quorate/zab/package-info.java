/**
 * The agreement on one order of txns. {@link io.quorate.zab.Zab} is a step function without clock, disk or socket; it
 * knows zxids and what the disks have confirmed, and nothing of what a txn means.
 */
package io.quorate.zab;
