/**
 * Several members on one machine, started with one command: for trying, for demonstrations, for tests of programs.
 *
 * <p>Each member is a process of its own with a directory of its own, exactly as it would be on a machine of its own;
 * what is written here is an ordinary {@code zoo.cfg}.
 *
 * <p>Owned by the main thread; the shutdown hook only ends the processes.
 */
@NullMarked
package io.quorate.server.local;

import org.jspecify.annotations.NullMarked;
