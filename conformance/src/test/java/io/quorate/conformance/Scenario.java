package io.quorate.conformance;

import io.quorate.conformance.transcript.World;

/** What is said to a server, the same whichever server it is. */
@FunctionalInterface
interface Scenario {
    void play(World world);
}
