/** The suite: each test runs one scenario against both servers of a pair and compares the transcripts. */
@NullMarked
package io.quorate.conformance;

import org.jspecify.annotations.NullMarked;
