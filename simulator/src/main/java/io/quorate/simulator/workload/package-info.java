/**
 * Simulated clients: sessions that connect, pipeline requests, lose their connections, come back, fall silent and
 * close, and the profiles that say what each of them asks for (faults 3.5, 4.7).
 */
@NullMarked
package io.quorate.simulator.workload;

import org.jspecify.annotations.NullMarked;
