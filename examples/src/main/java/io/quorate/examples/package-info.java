/**
 * Programs to start from. Each is complete: it goes on when the connection is lost, begins anew when its session is
 * over, and stops when its thread is interrupted. A test runs each of them and takes something away from it
 * meanwhile.
 */
@NullMarked
package io.quorate.examples;

import org.jspecify.annotations.NullMarked;
