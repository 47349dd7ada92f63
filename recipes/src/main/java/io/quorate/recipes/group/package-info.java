/**
 * Who is there: members of a group, each an ephemeral znode of its own name.
 *
 * <p>Guarantee: a member is listed from the moment its joining completes until it leaves or its session ends, by the
 * service's clock; never longer. Every watching client sees each change that lasts. Failure behaviour. Connection
 * suspended: a member stays listed, and what watchers see may be old. Session expired: the member is gone; with a new
 * client it joins anew, and waits until the old znode of its name is gone. Process paused: as with an expired
 * session, if it lasts so long.
 */
@NullMarked
package io.quorate.recipes.group;

import org.jspecify.annotations.NullMarked;
