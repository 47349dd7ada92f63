/**
 * The parts a member can play, one at a time, and the turn in which it is played: what time it is, where effects go,
 * and whether the part is over. The part of one who waits is here; those of leader and learner have rooms of their own.
 */
package io.quorate.zab.part;
