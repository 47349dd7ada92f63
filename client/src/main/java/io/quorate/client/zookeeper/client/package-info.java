/** The configuration of the {@link io.quorate.client.zookeeper source-compatible face}. */
@NullMarked
package io.quorate.client.zookeeper.client;

import org.jspecify.annotations.NullMarked;
