package io.quorate.simulator.checker;

import io.quorate.tree.Owner;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a member knows of the replicated state at one moment.
 *
 * @param zxid last applied
 * @param nodes by path
 * @param sessions timeouts in ms by session id
 * @param digest the tree's digest
 */
public record TreeImage(long zxid, TreeMap<String, Node> nodes, TreeMap<Long, Integer> sessions, long digest) {
    /** Each member of an ensemble writes by itself there who the members are; it is no part of what they agree on. */
    private static final String CONFIG = "/zookeeper/config";

    /** A znode as it was found. */
    public record Node(Znode znode) {}

    /** Looks at a tree. */
    public static TreeImage of(ZnodeTree tree) {
        TreeMap<String, Node> nodes = new TreeMap<>();
        ArrayDeque<String> pending = new ArrayDeque<>();
        pending.add("/");
        while (!pending.isEmpty()) {
            String path = pending.remove();
            Znode znode = Objects.requireNonNull(tree.find(path), path);
            nodes.put(path, new Node(znode));
            tree.forEachChild(path, name -> pending.add(path.equals("/") ? "/" + name : path + "/" + name));
        }
        TreeMap<Long, Integer> sessions = new TreeMap<>();
        tree.forEachSession(sessions::put);
        return new TreeImage(tree.lastZxid(), nodes, sessions, tree.digest());
    }

    /** The first thing in which this differs from what should be, or null. */
    @Nullable
    String differenceFrom(Model model) {
        if (!nodes.keySet().equals(model.nodes().keySet())) {
            TreeMap<String, ModelNode> missing = new TreeMap<>(model.nodes());
            missing.keySet().removeAll(nodes.keySet());
            TreeMap<String, Node> extra = new TreeMap<>(nodes);
            extra.keySet().removeAll(model.nodes().keySet());
            return "znodes missing " + missing.keySet() + ", too many " + extra.keySet();
        }
        for (var entry : model.nodes().entrySet()) {
            String path = entry.getKey();
            Znode found = Objects.requireNonNull(nodes.get(path)).znode();
            ModelNode expected = entry.getValue();
            if (path.equals(CONFIG) && found.data() != null) {
                continue;
            }
            if (!Objects.equals(found.stat(), model.stat(path, expected))
                    || !Arrays.equals(found.data(), expected.data())
                    || !found.acl().equals(expected.acl())
                    || found.owner() != ownerOf(expected)) {
                return path + " is " + found + ", expected " + expected + " with " + model.stat(path, expected);
            }
        }
        return sessions.equals(model.sessions()) ? null : "sessions are " + sessions + ", expected " + model.sessions();
    }

    /** The first thing in which this differs from another, or null. */
    public @Nullable String differenceFrom(TreeImage other) {
        if (!nodes.keySet().equals(other.nodes.keySet())) {
            return "znodes are " + nodes.keySet() + ", not " + other.nodes.keySet();
        }
        for (var entry : other.nodes.entrySet()) {
            Znode found = Objects.requireNonNull(nodes.get(entry.getKey())).znode();
            Znode expected = entry.getValue().znode();
            if (entry.getKey().equals(CONFIG)) {
                continue;
            }
            if (!Objects.equals(found.stat(), expected.stat())
                    || !Arrays.equals(found.data(), expected.data())
                    || !found.acl().equals(expected.acl())
                    || found.owner() != expected.owner()) {
                return entry.getKey() + " is " + found + ", not " + expected;
            }
        }
        return sessions.equals(other.sessions) ? null : "sessions are " + sessions + ", not " + other.sessions;
    }

    private static long ownerOf(ModelNode node) {
        return switch (node.kind()) {
            case PERSISTENT -> 0;
            case EPHEMERAL -> node.tie();
            case CONTAINER -> Owner.CONTAINER;
            case TTL -> Owner.ofTtl(node.tie());
        };
    }
}
