/**
 * Who may do what: ACLs, authentication schemes as far as they are state, quotas (client protocol 4, operations 8).
 */
@NullMarked
package io.quorate.tree.access;

import org.jspecify.annotations.NullMarked;
