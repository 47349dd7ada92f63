package io.quorate.client;

import io.quorate.data.Stat;
import java.util.List;

/**
 * The children of a znode, of one instant.
 *
 * @param names names without the parent's path, in no promised order; immutable
 * @param stat the parent's Stat
 */
public record Children(List<String> names, Stat stat) {}
