/**
 * One class for each promise of the service (faults 2.2 to 2.4), judged on the finished history: what clients asked and
 * received, what the log holds, what every recovery found. The reference model is written from the protocol alone and
 * shares nothing with the tree it judges.
 */
@NullMarked
package io.quorate.simulator.checker;

import org.jspecify.annotations.NullMarked;
