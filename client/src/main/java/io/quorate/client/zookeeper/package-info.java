/**
 * The face of the Apache client over this one, for programs that were written to it: the same class and method names,
 * the same behaviour (client protocol 11.10). Moving over is a change of imports from {@code org.apache.zookeeper} to
 * {@code io.quorate.client.zookeeper}. New programs use {@link io.quorate.client.Quorate} instead.
 *
 * <p>As there, nothing is asked again when a connection is lost: such operations fail with CONNECTIONLOSS. Paths in the
 * results of a multi and of getEphemerals are the client's own under a chroot, as in that client's development branch.
 */
@NullMarked
package io.quorate.client.zookeeper;

import org.jspecify.annotations.NullMarked;
