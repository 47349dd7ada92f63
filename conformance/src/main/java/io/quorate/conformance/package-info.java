/**
 * One suite against Quorate and Apache ZooKeeper 3.9.5, both started as real processes.
 *
 * <p>Why: "works like ZooKeeper" is a claim that only ZooKeeper itself can judge. The same calls go to both servers and
 * the two transcripts must be equal, but for session ids, passwords and clock readings. Where Quorate departs on
 * purpose, {@link io.quorate.conformance.Departure} says so.
 *
 * <p>Owner: this module; nobody imports it.
 */
@NullMarked
package io.quorate.conformance;

import org.jspecify.annotations.NullMarked;
