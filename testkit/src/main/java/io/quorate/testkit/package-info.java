/**
 * Servers and ensembles within one's own process, for tests: the very server that runs in production, on a disk in
 * memory or in a directory, with verbs for the faults that a program must survive. Any client can be used; where to
 * connect is told as a connect string. Nothing is static: what an {@code EmbeddedServer} or {@code EmbeddedEnsemble}
 * owns is gone when it is closed.
 */
@NullMarked
package io.quorate.testkit;

import org.jspecify.annotations.NullMarked;
