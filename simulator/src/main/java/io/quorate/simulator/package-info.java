/**
 * Simulates a member with its clients from a seed and judges what they saw. One seed is one run, the same each time on
 * any machine; a failing run prints the command that repeats it.
 */
@NullMarked
package io.quorate.simulator;

import org.jspecify.annotations.NullMarked;
