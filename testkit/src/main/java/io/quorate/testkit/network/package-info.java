/**
 * What lies between the members of an embedded ensemble: relays on loopback that carry every connection between two
 * members, until they are told not to. Owned by the ensemble.
 */
@NullMarked
package io.quorate.testkit.network;

import org.jspecify.annotations.NullMarked;
