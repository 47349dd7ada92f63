/**
 * JMH benchmarks of the parts: what one call of the codec, the tree, the preparer costs. Run one with {@code bench jmh
 * NAME}; the ordinary test run calls each of them once, so that none can rot.
 */
@NullMarked
package io.quorate.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
