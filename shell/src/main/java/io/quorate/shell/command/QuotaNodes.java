package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.client.StateException;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where quotas are kept (operations 8.1). */
final class QuotaNodes {
    private static final String ROOT = "/zookeeper/quota";
    private static final String LIMITS = "zookeeper_limits";
    private static final String STATS = "zookeeper_stats";

    private final Shell shell;
    private final String path;

    /** The quota of a znode. */
    QuotaNodes(Shell shell, String path) {
        this.shell = shell;
        this.path = path;
        if (path.startsWith(ROOT)) {
            throw new Refusal("cannot set a quota under the path: " + ROOT);
        }
    }

    private String directory() {
        return path.equals("/") ? ROOT : ROOT + path;
    }

    String limitsPath() {
        return directory() + "/" + LIMITS;
    }

    String statsPath() {
        return directory() + "/" + STATS;
    }

    @Nullable
    Quota limits() throws InterruptedException {
        return read(limitsPath());
    }

    @Nullable
    Quota use() throws InterruptedException {
        return read(statsPath());
    }

    private @Nullable Quota read(String node) throws InterruptedException {
        try {
            NodeData data = shell.await(shell.client().get(node));
            return Quota.parse(data.text());
        } catch (StateException.NoNode _) {
            return null;
        }
    }

    /** Makes a quota or changes it. */
    void put(Quota quota) throws InterruptedException {
        byte[] limits = quota.limits().getBytes(StandardCharsets.US_ASCII);
        if (limits() != null) {
            shell.await(shell.client().set(limitsPath(), limits));
            return;
        }
        refuseBelowAnother();
        refuseAboveAnother();
        createWay();
        shell.await(shell.client().create(limitsPath(), limits));
        shell.await(shell.client().create(statsPath(), Quota.UNUSED.use().getBytes(StandardCharsets.US_ASCII)));
    }

    private void refuseBelowAnother() throws InterruptedException {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String ancestor = path.substring(0, slash);
            if (exists(ROOT + ancestor + "/" + LIMITS)) {
                throw new Refusal(path + " has a parent " + ancestor + " which has a quota");
            }
        }
    }

    private void refuseAboveAnother() throws InterruptedException {
        if (exists(directory())) {
            new Subtree(shell).before(directory(), (node, _) -> {
                if (node.endsWith("/" + LIMITS)) {
                    String other = node.substring(ROOT.length(), node.length() - LIMITS.length() - 1);
                    throw new Refusal(path + " has a child " + other + " which has a quota");
                }
            });
        }
    }

    private void createWay() throws InterruptedException {
        String directory = directory();
        for (int slash = directory.indexOf('/', ROOT.length()); slash >= 0; ) {
            int next = directory.indexOf('/', slash + 1);
            String node = next < 0 ? directory : directory.substring(0, next);
            if (!exists(node)) {
                shell.await(shell.client().create(node, null));
            }
            slash = next;
        }
    }

    /** Removes a quota, and what led to it alone. */
    void remove() throws InterruptedException {
        shell.await(shell.client().delete(statsPath()));
        shell.await(shell.client().delete(limitsPath()));
        String node = directory();
        try {
            while (node.length() > ROOT.length()) {
                shell.await(shell.client().delete(node));
                node = node.substring(0, node.lastIndexOf('/'));
            }
        } catch (StateException.NotEmpty _) {
            // Another quota needs the rest.
        }
    }

    private boolean exists(String node) throws InterruptedException {
        return shell.await(shell.client().exists(node)).isPresent();
    }
}
