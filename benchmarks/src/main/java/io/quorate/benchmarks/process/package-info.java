/**
 * What the operating system and the JVM tell of a server process: the CPU it has used with its JIT compiler threads
 * left out, its memory, its live heap; and a server process started and stopped by a benchmark. Linux only, since
 * it reads {@code /proc}.
 */
@NullMarked
package io.quorate.benchmarks.process;

import org.jspecify.annotations.NullMarked;
