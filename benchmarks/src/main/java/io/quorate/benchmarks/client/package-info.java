/**
 * A client of the ZooKeeper protocol made for load: many sessions on one selector, pre-encoded frames, no
 * allocation per operation. It exists because a client library would spend several times the CPU of the server it
 * is meant to measure.
 *
 * <p>It speaks only what the benchmarks need (client protocol 1 and 2) and reads of a reply only its header. A
 * {@link io.quorate.benchmarks.client.Swarm} owns its sessions and is used by one thread; an open loop adds a
 * second thread that only sends.
 */
@NullMarked
package io.quorate.benchmarks.client;

import org.jspecify.annotations.NullMarked;
