/**
 * Two servers side by side: Quorate and Apache ZooKeeper on the same machine, disk and settings, measured in turns,
 * and the median of the ratios told. {@link io.quorate.benchmarks.Compare} is the command; a {@code Trial} is one
 * thing compared.
 */
@NullMarked
package io.quorate.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
