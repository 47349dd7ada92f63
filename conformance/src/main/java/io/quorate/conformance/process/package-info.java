/**
 * Real server processes: started on a directory of their own, waited for, stopped, killed and started again.
 *
 * <p>Why: durability and start-up are properties of a process, not of an object in the test's JVM, and two ZooKeepers
 * in one JVM would share their static configuration.
 *
 * <p>Owner: {@link io.quorate.conformance.process.ServerProcess} owns the process it started and ends it by its id.
 */
@NullMarked
package io.quorate.conformance.process;

import org.jspecify.annotations.NullMarked;
