/**
 * The questions that can be put to a server, one class each: how it takes a load, what a watch event, a session, a
 * ping or a listing costs it, how long it takes to start, what it weighs. Each runs in bounded time and returns
 * figures.
 */
@NullMarked
package io.quorate.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
