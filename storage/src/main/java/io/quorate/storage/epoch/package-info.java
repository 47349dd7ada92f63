/**
 * The small text files of a member: its epochs, its id, and the marker that trusts an empty directory (storage format
 * 2.2 to 2.4).
 */
@NullMarked
package io.quorate.storage.epoch;

import org.jspecify.annotations.NullMarked;
