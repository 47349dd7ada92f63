/**
 * One thread, virtual time: a lone member of Quorate's own code, any number of clients on machines of their own, and
 * what can befall them between. Every run follows from its seed.
 */
@NullMarked
package io.quorate.recipes.world;

import org.jspecify.annotations.NullMarked;
