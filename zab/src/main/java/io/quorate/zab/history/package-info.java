/**
 * What Zab knows of the disk: the epochs, which txns the history consists of, the newest of them, what was asked of the
 * disk and what it has confirmed; and from that, how to bring a learner up to date.
 */
package io.quorate.zab.history;
