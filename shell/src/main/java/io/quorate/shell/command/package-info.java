/** One class for each command: its options, and what it does with a shell. Instances are used once. */
@NullMarked
package io.quorate.shell.command;

import org.jspecify.annotations.NullMarked;
