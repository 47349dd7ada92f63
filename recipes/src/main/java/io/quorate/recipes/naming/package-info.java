/**
 * Names: unique ones with numbers, and a registry of services whose callers choose among healthy instances.
 *
 * <p>Guarantee: a unique name is given to one client at a time, and its number never again as long as the znode above
 * it stands. An instance is listed while its session lives and it says that it is up. Failure behaviour. Connection
 * suspended: instances stay listed; callers choose among those they know. Session expired: the instance is gone; with
 * a new client it registers anew under a new name. Process paused: the same, if it lasts so long. What a caller sees
 * to fail it leaves out for a while by itself.
 */
@NullMarked
package io.quorate.recipes.naming;

import org.jspecify.annotations.NullMarked;
