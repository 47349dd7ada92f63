/** What a benchmark found, as a table for people and as JSON for programs. Values and functions, no state. */
@NullMarked
package io.quorate.benchmarks.report;

import org.jspecify.annotations.NullMarked;
