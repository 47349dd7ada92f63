/**
 * The agreement on one order of txns. {@link io.quorate.zab.Zab} is a step function without clock, disk or socket:
 * inputs in, effects out. It knows zxids and what the disks have confirmed, and nothing of what a txn means. Here is
 * all that a driver needs; the rooms behind it are not exported, except the ensemble and the codec. {@link
 * io.quorate.zab.LoneZab} is broadcast for a member that is no ensemble.
 */
package io.quorate.zab;
