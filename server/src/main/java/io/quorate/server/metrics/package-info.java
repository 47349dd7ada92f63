/**
 * What the server measures, under ZooKeeper's names where ZooKeeper measures the same thing (operations 3): as lines of
 * {@code mntr} and as Prometheus' text format.
 *
 * <p>Everything is safe for any thread. Most figures are kept by the room they come from and only asked for here; what
 * nobody keeps is recorded in {@link io.quorate.server.metrics.Recorder}.
 */
@NullMarked
package io.quorate.server.metrics;

import org.jspecify.annotations.NullMarked;
