/** The values of the {@link io.quorate.client.zookeeper source-compatible face}: mutable, as programs expect them. */
@NullMarked
package io.quorate.client.zookeeper.data;

import org.jspecify.annotations.NullMarked;
