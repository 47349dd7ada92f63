/**
 * The process: reading the command line, putting the rooms together, starting and stopping them, and telling people
 * about it.
 *
 * <p>Owned by the main thread until the server runs; afterwards by the shutdown hook.
 */
@NullMarked
package io.quorate.server;

import org.jspecify.annotations.NullMarked;
