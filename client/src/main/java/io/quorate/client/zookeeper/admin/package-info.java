/** The part of the {@link io.quorate.client.zookeeper source-compatible face} for who runs an ensemble. */
@NullMarked
package io.quorate.client.zookeeper.admin;

import org.jspecify.annotations.NullMarked;
