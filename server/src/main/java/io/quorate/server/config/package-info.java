/**
 * What the operator has asked for: {@code zoo.cfg} as ZooKeeper reads it, the {@code -D} properties that ZooKeeper
 * knows, and the one catalogue of everything that can be set.
 *
 * <p>Read once at start on the main thread; afterwards a {@link io.quorate.server.config.ServerConfig} is immutable and
 * nobody owns it. No other package reads a system property.
 */
@NullMarked
package io.quorate.server.config;

import org.jspecify.annotations.NullMarked;
