/**
 * The few things storage asks of a file system, as a port; the real one; and how storage says what went wrong.
 * Everything else in storage stands on this package, so that a simulated disk can take its place.
 */
@NullMarked
package io.quorate.storage.disk;

import org.jspecify.annotations.NullMarked;
