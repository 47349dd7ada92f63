/**
 * What client programs do together, one class for each recipe, and what must be so whatever happens meanwhile: each
 * play sees all its programs at once, as none of them can. Owned by the world's one thread.
 */
@NullMarked
package io.quorate.simulator.application.play;

import org.jspecify.annotations.NullMarked;
