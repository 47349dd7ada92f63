/**
 * Who may do what: ACLs and their rules, the schemes by which connections prove who they are, quotas (client protocol
 * 4, operations 8). The schemes are here, not at the door, because what can be stored in an ACL and whom it means must
 * be decided alike wherever a request is judged. Values and functions only: nobody owns them, any thread may use them.
 */
@NullMarked
package io.quorate.tree.access;

import org.jspecify.annotations.NullMarked;
