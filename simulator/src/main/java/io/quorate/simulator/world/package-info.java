/**
 * Time, order, chance and the trace: what a simulated world consists of before anybody lives in it. Everything runs on
 * one thread and follows from one seed.
 */
@NullMarked
package io.quorate.simulator.world;

import org.jspecify.annotations.NullMarked;
