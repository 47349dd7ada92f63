/**
 * The tree of znodes and the table of sessions: the only replicated state. {@link io.quorate.tree.ZnodeTree} holds it,
 * {@link io.quorate.tree.TreeView} is how others see it, {@link io.quorate.tree.TreeStore} how txns change it.
 *
 * <p>One writer, many readers: only the replica's driver changes the tree; event loops may read it through
 * {@link io.quorate.tree.FastReader}, which notices when it has seen a change half done.
 */
@NullMarked
package io.quorate.tree;

import org.jspecify.annotations.NullMarked;
