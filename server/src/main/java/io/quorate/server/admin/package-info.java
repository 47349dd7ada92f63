/**
 * What operators ask and what they are told: four-letter words on the client port and the AdminServer's commands over
 * HTTP, in ZooKeeper's words and shapes (client protocol 9, operations 1 and 2).
 *
 * <p>Facts are gathered on the thread that owns them, as records; texts are made of the records elsewhere. Everything
 * here is immutable or safe for any thread.
 */
@NullMarked
package io.quorate.server.admin;

import org.jspecify.annotations.NullMarked;
