/** Recipes with mistakes, and the programs that find them out. */
@NullMarked
package io.quorate.simulator.application.play;

import org.jspecify.annotations.NullMarked;
