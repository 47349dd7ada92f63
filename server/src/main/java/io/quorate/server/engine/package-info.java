/**
 * The threads of the process and what passes between them. Four kinds: event loops (made by the transport), the log
 * thread, the snapshot thread, and one that beats time and stands by. There is no replica thread: whoever has brought
 * an input and finds nobody at work becomes the driver until the inbox is empty, so that at rest a request runs through
 * on the thread that read it.
 */
@NullMarked
package io.quorate.server.engine;

import org.jspecify.annotations.NullMarked;
