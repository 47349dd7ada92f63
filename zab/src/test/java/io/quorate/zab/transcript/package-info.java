/**
 * Whole conversations of the members as text files: what somebody does to them, and line by line what they say and do.
 * Each shows one thing and says which; a change of the protocol shows as a difference that can be read.
 */
@NullMarked
package io.quorate.zab.transcript;

import org.jspecify.annotations.NullMarked;
