/**
 * What a member does behind a leader, from the moment it has elected one until it has none: promise the epoch, take the
 * leader's history as its own, then log, acknowledge and deliver. Followers and observers are the same but for their
 * voice.
 */
package io.quorate.zab.learner;
