package io.quorate.shell.command;

import io.quorate.client.StateException;
import io.quorate.shell.Shell;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A walk over a znode and all that is below it. In memory are only the names of the children of those znodes that lead
 * to the one at hand. What goes meanwhile is passed over; what comes may be missed.
 */
final class Subtree {
    private final Shell shell;

    Subtree(Shell shell) {
        this.shell = shell;
    }

    /** Is shown znodes. */
    interface Visitor {
        /** @param depth 0 for the root of the walk */
        void visit(String path, int depth) throws InterruptedException;
    }

    /** A znode whose children are being visited. */
    private record Open(String path, Iterator<String> left) {}

    /** Parents come before their children, which are sorted. */
    void before(String root, Visitor visitor) throws InterruptedException {
        walk(root, Integer.MAX_VALUE, visitor, (_, _) -> {});
    }

    /** The same down to a depth. */
    void before(String root, int maxDepth, Visitor visitor) throws InterruptedException {
        walk(root, maxDepth, visitor, (_, _) -> {});
    }

    /** Children come before their parents. */
    void after(String root, Visitor visitor) throws InterruptedException {
        walk(root, Integer.MAX_VALUE, (_, _) -> {}, visitor);
    }

    private void walk(String root, int maxDepth, Visitor entering, Visitor leaving) throws InterruptedException {
        Deque<Open> way = new ArrayDeque<>();
        List<String> children = children(root);
        entering.visit(root, 0);
        way.push(new Open(
                root, maxDepth > 0 ? children.iterator() : List.<String>of().iterator()));
        while (!way.isEmpty()) {
            Open at = way.element();
            if (!at.left().hasNext()) {
                way.remove();
                leaving.visit(at.path(), way.size());
                continue;
            }
            String child = Znode.child(at.path(), at.left().next());
            try {
                int depth = way.size();
                children = depth < maxDepth ? children(child) : List.of();
                entering.visit(child, depth);
                way.push(new Open(child, children.iterator()));
            } catch (StateException.NoNode gone) {
                if (!child.equals(gone.path())) {
                    throw gone;
                }
            }
        }
    }

    private List<String> children(String path) throws InterruptedException {
        return shell.await(shell.client().children(path)).names().stream()
                .sorted()
                .toList();
    }
}
