/**
 * How a leader is found: two rules of one family. An election is a guess that saves time; safety rests on discovery and
 * synchronization, which check everything again. It owns the member's vote and its round, nothing that must survive.
 */
package io.quorate.zab.election;
