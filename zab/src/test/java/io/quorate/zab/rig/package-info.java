/**
 * Whole ensembles of {@link io.quorate.zab.Zab} on one thread: a seed decides every delay, crash, partition and reset;
 * a ghost that sees all members at once checks every promise the moment it could be broken.
 */
package io.quorate.zab.rig;
