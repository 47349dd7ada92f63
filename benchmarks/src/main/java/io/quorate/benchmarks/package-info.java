/**
 * {@code bench}: loads any server that speaks the ZooKeeper client protocol and measures what it gives and what it
 * costs.
 *
 * <p>{@link io.quorate.benchmarks.Bench} is the command line, one subcommand per question. The client is in {@code
 * client}, readings of the server process in {@code process}, the questions in {@code scenario}, output in {@code
 * report}. Nobody imports these packages.
 */
@NullMarked
package io.quorate.benchmarks;

import org.jspecify.annotations.NullMarked;
