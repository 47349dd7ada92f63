/**
 * What a member does from the moment it is elected until it leads no more: agree on an epoch, make the histories of a
 * quorum equal to its own, then order txns. The three phases are types; each knows only what it may.
 */
package io.quorate.zab.leader;
