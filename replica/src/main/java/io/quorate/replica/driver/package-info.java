/**
 * Carries inputs in and effects out, batch by batch, and rebuilds a tree from what is on disk. Owns no thread.
 */
@NullMarked
package io.quorate.replica.driver;

import org.jspecify.annotations.NullMarked;
