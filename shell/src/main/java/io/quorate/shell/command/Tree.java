package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.client.StateException;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.Paint;
import io.quorate.shell.render.Preview;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** {@code tree}. */
final class Tree implements ShellCommand {
    private final boolean withData;
    private final int maxDepth;
    private final Znode path;

    Tree(Arguments arguments) {
        withData = arguments.flag("with the beginning of the data", "-d");
        maxDepth = arguments.number(Integer.MAX_VALUE, "no deeper than this", "-L");
        path = new Znode(arguments.optional("/"));
    }

    /** A znode whose children are being drawn, and what stands before each of them. */
    private record Open(String path, Iterator<String> left, String indent) {}

    @Override
    public void run(Shell shell) throws InterruptedException {
        List<String> children = children(shell, path.path());
        draw(shell, "", path.path(), path.path(), !children.isEmpty());
        Deque<Open> way = new ArrayDeque<>();
        way.push(new Open(path.path(), children.iterator(), ""));
        int shown = 1;
        while (!way.isEmpty()) {
            Open at = way.element();
            if (!at.left().hasNext() || way.size() > maxDepth) {
                way.remove();
                continue;
            }
            String name = at.left().next();
            String child = Znode.child(at.path(), name);
            boolean last = !at.left().hasNext();
            List<String> below;
            try {
                below = children(shell, child);
                draw(shell, at.indent() + (last ? "└── " : "├── "), name, child, !below.isEmpty());
            } catch (StateException.NoNode _) {
                continue;
            }
            shown++;
            way.push(new Open(child, below.iterator(), at.indent() + (last ? "    " : "│   ")));
        }
        if (!shell.talk().isJson()) {
            shell.talk().say("\n" + shown + (shown == 1 ? " znode" : " znodes"));
        }
    }

    private void draw(Shell shell, String before, String name, String each, boolean leadsFurther)
            throws InterruptedException {
        NodeData node = withData ? shell.await(shell.client().get(each)) : null;
        if (shell.talk().isJson()) {
            Fields fields = Fields.of("path", each);
            shell.talk().sayJson((node == null ? fields : fields.and("data", node.text())).map());
            return;
        }
        String shownName = leadsFurther ? shell.talk().paint(Paint.BLUE, name) : name;
        String data = node == null ? "" : "  " + shell.talk().paint(Paint.FAINT, Preview.of(node.data()));
        shell.talk().say(before + shownName + data);
    }

    private static List<String> children(Shell shell, String path) throws InterruptedException {
        return shell.await(shell.client().children(path)).names().stream()
                .sorted()
                .toList();
    }
}
