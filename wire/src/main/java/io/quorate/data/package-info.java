/**
 * Values that both ends of a client's connection speak: {@link io.quorate.data.Stat}, {@link io.quorate.data.Acl},
 * paths, modes, error codes and events. All are immutable and safe to share between threads.
 */
@NullMarked
package io.quorate.data;

import org.jspecify.annotations.NullMarked;
