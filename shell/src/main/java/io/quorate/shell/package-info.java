/**
 * The command line: reads what somebody types or a script says, has a command carried out over the Java client, and
 * shows what came of it. The commands are ZooKeeper's by name, flags and output, and some more. One {@code Shell} owns
 * one client at a time; commands run one after the other on the thread that read them, events come from the client's
 * own.
 */
@NullMarked
package io.quorate.shell;

import org.jspecify.annotations.NullMarked;
