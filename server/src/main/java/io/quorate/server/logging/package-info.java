/**
 * How the log looks. Logback asks for it before anything else runs, so it reads the few properties that concern it
 * itself.
 */
@NullMarked
package io.quorate.server.logging;

import org.jspecify.annotations.NullMarked;
