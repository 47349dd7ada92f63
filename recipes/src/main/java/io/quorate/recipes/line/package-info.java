/**
 * A line of contenders under one znode, each watching the one before: what locks, leases and elections are made of. Not
 * exported.
 *
 * <p>{@link io.quorate.recipes.line.Contender} does the talking, a {@link io.quorate.recipes.line.Rule} decides whose
 * turn it is, a {@link io.quorate.recipes.line.Claim} knows when ownership ends. All are owned by the client's
 * callback executor, except where a method says that every thread may call it.
 */
@NullMarked
package io.quorate.recipes.line;

import org.jspecify.annotations.NullMarked;
