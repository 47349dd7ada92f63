/**
 * Embedded servers and ensembles in tests of JUnit 5 and later: as parameters ({@code QuorateExtension}) or as a field
 * ({@code Embedded}). Whoever opens one here closes it at the end of the test or the class it was opened for.
 */
@NullMarked
package io.quorate.testkit.junit;

import org.jspecify.annotations.NullMarked;
