package io.quorate.conformance;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * What a program saw through the Apache client, as lines. Calls and callbacks write into separate lists: the client
 * promises an order within each, and none between a synchronous return and the event thread.
 */
final class Diary {
    private static final int SETTLE_SECONDS = 20;

    private final List<String> calls = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> callbacks = new ConcurrentLinkedQueue<>();

    @FunctionalInterface
    interface Call {
        @Nullable
        String run() throws KeeperException, InterruptedException;
    }

    void note(String words) {
        calls.add(words);
    }

    void attempt(String name, Call call) throws InterruptedException {
        try {
            calls.add(name + ": " + call.run());
        } catch (KeeperException e) {
            String results = e.getResults() == null ? "" : " " + results(e.getResults());
            calls.add(name + ": " + e.code() + " " + e.getMessage() + results);
        } catch (IllegalArgumentException e) {
            calls.add(name + ": " + e.getMessage());
        }
    }

    /** Waits until everything that the server sent before now has gone through the client's event thread. */
    void settle(ZooKeeper client) throws InterruptedException {
        CountDownLatch through = new CountDownLatch(1);
        client.sync("/", (rc, path, ctx) -> through.countDown(), null);
        if (!through.await(SETTLE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the client's event thread has not come to the end in " + SETTLE_SECONDS + " s");
        }
        callbacks.add("settled");
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(calls);
        List<String> sameEvent = new ArrayList<>();
        for (String line : callbacks) {
            if (!sameEvent.isEmpty() && !heard(line).equals(heard(sameEvent.getFirst()))) {
                all.addAll(sameEvent.stream().sorted().toList());
                sameEvent.clear();
            }
            sameEvent.add(line);
        }
        all.addAll(sameEvent.stream().sorted().toList());
        return all;
    }

    /** The event of a line; the client tells one event to its watchers in no particular order. */
    private static String heard(String line) {
        int at = line.indexOf(" heard ");
        return at < 0 ? line : line.substring(at);
    }

    Watcher watcher(String name) {
        return event ->
                callbacks.add(name + " heard " + event.getType() + " " + event.getState() + " " + event.getPath());
    }

    AsyncCallback.StringCallback created() {
        return (rc, path, ctx, name) -> answer(ctx, rc, path, name);
    }

    AsyncCallback.Create2Callback created2() {
        return (rc, path, ctx, name, stat) -> answer(ctx, rc, path, name + stat(stat));
    }

    AsyncCallback.StatCallback statted() {
        return (rc, path, ctx, stat) -> answer(ctx, rc, path, stat(stat));
    }

    AsyncCallback.DataCallback data() {
        return (rc, path, ctx, data, stat) -> answer(ctx, rc, path, (data == null ? -1 : data.length) + stat(stat));
    }

    AsyncCallback.ChildrenCallback children() {
        return (rc, path, ctx, children) -> answer(ctx, rc, path, children);
    }

    AsyncCallback.ACLCallback acl() {
        return (rc, path, ctx, acl, stat) -> answer(ctx, rc, path, acl + stat(stat));
    }

    AsyncCallback.VoidCallback done() {
        return (rc, path, ctx) -> answer(ctx, rc, path, "");
    }

    AsyncCallback.MultiCallback multi() {
        return (rc, path, ctx, results) -> answer(ctx, rc, path, results(results));
    }

    AsyncCallback.EphemeralsCallback ephemerals() {
        return (rc, ctx, paths) -> answer(ctx, rc, null, paths);
    }

    AsyncCallback.AllChildrenNumberCallback number() {
        return (rc, path, ctx, number) -> answer(ctx, rc, path, number);
    }

    String results(@Nullable List<OpResult> results) {
        if (results == null) {
            return "no results";
        }
        List<String> words = new ArrayList<>();
        for (OpResult result : results) {
            words.add(
                    switch (result) {
                        case OpResult.CreateResult made -> "made " + made.getPath() + stat(made.getStat());
                        case OpResult.SetDataResult set -> "set" + stat(set.getStat());
                        case OpResult.GetDataResult got -> "got" + stat(got.getStat());
                        case OpResult.GetChildrenResult got ->
                            "children " + got.getChildren().size();
                        case OpResult.ErrorResult error -> "error " + error.getErr();
                        default -> "type " + result.getType();
                    });
        }
        return words.toString();
    }

    /** The fields that do not depend on the clock or on what the server did before. */
    String stat(@Nullable Stat stat) {
        if (stat == null) {
            return " no stat";
        }
        return " v" + stat.getVersion() + " cv" + stat.getCversion() + " av" + stat.getAversion()
                + (stat.getEphemeralOwner() == 0 ? "" : " ephemeral") + " length " + stat.getDataLength()
                + " children " + stat.getNumChildren()
                + " m-c " + (stat.getMzxid() - stat.getCzxid()) + " p-c " + (stat.getPzxid() - stat.getCzxid());
    }

    byte[] bytes(String text) {
        return text.getBytes(charset());
    }

    Charset charset() {
        return StandardCharsets.UTF_8;
    }

    private void answer(Object ctx, int rc, @Nullable String path, @Nullable Object value) {
        callbacks.add(ctx + ": " + KeeperException.Code.get(rc) + " " + path + " " + value);
    }
}
