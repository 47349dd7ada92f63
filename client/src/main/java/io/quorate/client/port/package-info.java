/**
 * The doors between the client and the world: time, timers, dice, executors and links. The client reads no clock and
 * opens no socket except through {@link io.quorate.client.port.World}, so that a simulator can run the very same
 * client, and the recipes above it, on one thread in virtual time.
 */
@NullMarked
package io.quorate.client.port;

import org.jspecify.annotations.NullMarked;
