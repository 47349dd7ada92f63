/**
 * A copy of a znode, of its children, or of a whole subtree, kept up to date by one watch.
 *
 * <p>Guarantee: the copy converges to what the service holds; every change that lasts is told once, in the order in
 * which one znode goes through it; a znode's copy never goes back. Changes that were undone before they were read may
 * be left out. Failure behaviour. Connection suspended: the copy stays readable and is not {@link
 * io.quorate.recipes.cache.ZnodeCache#isCurrent() current}. After a reconnect it is read again after a random pause,
 * a bounded number of znodes at a time, so that a thousand caches do not fall upon one server at once. Session
 * expired: the last copy stays readable. Process paused: as suspended.
 */
@NullMarked
package io.quorate.recipes.cache;

import org.jspecify.annotations.NullMarked;
