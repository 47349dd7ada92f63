package io.quorate.recipes.group;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.NodeData;
import io.quorate.client.Read;
import io.quorate.client.ReadOp;
import io.quorate.client.ReadResult;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.cache.Scope;
import io.quorate.recipes.cache.ZnodeCache;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Presence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A group of members by name, by futures. Guarantee and failure behaviour: see the package. */
public final class AsyncGroup {
    private static final byte[] NO_DATA = {};

    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String path;

    /**
     * A group of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the group; it need not exist, nor its ancestors
     */
    public AsyncGroup(AsyncQuorate client, String path) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.path = path;
    }

    /**
     * Joins. Where the name is taken by a session that still lives, it waits until that ends: a name is never two
     * members.
     *
     * @param id one's name, a single component of a path
     * @param data what one says of oneself
     * @return completes when one is listed
     */
    public CompletableFuture<Membership> join(String id, byte[] data) {
        if (id.indexOf('/') >= 0) {
            throw new IllegalArgumentException("member id \"" + id + "\" contains a slash; it names one znode");
        }
        Presence presence = new Presence(client, ZnodePath.childOf(path, id), data);
        Membership membership = new Membership(id, presence);
        return presence.enter().thenApply(unused -> membership);
    }

    /** {@return all members at present, not older than any join acknowledged before; ordered by name} */
    public CompletableFuture<List<Member>> members() {
        return Failures.instead(
                insistence
                        .on(() -> client.children(path, Read.latest()))
                        .thenCompose(children -> read(children.names())),
                StateException.NoNode.class,
                () -> CompletableFuture.completedFuture(List.of()));
    }

    private CompletableFuture<List<Member>> read(List<String> names) {
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<ReadOp> ops = names.stream()
                .<ReadOp>map(name -> new ReadOp.Data(ZnodePath.childOf(path, name)))
                .toList();
        return insistence.on(() -> client.readAll(ops)).thenApply(results -> {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof ReadResult.Data data) {
                    members.add(member(names.get(i), data.node()));
                }
            }
            members.sort(Comparator.comparing(Member::id));
            return members;
        });
    }

    /**
     * Tells of the members now and whenever somebody comes, goes, or says something else.
     *
     * @param listener told on the callback executor, of all members each time
     * @return completes when they have been told for the first time
     */
    public CompletableFuture<Registration> watch(Consumer<List<Member>> listener) {
        Watching watching = new Watching(listener);
        return ZnodeCache.start(client, path, Scope.CHILDREN, change -> {
                    if (!change.path().equals(path)) {
                        watching.changed();
                    }
                })
                .thenApply(cache -> {
                    watching.begin(cache);
                    return cache::close;
                });
    }

    private Member member(String name, NodeData data) {
        byte[] bytes = data.data();
        return new Member(name, bytes == null ? NO_DATA : bytes, data.stat().czxid());
    }

    /** Tells once for all changes of one turn of the callback executor. */
    private final class Watching {
        private final Consumer<List<Member>> listener;
        private @Nullable ZnodeCache cache;
        private boolean isDue;

        Watching(Consumer<List<Member>> listener) {
            this.listener = listener;
        }

        void begin(ZnodeCache started) {
            cache = started;
            tell();
        }

        void changed() {
            if (!isDue && cache != null) {
                isDue = true;
                client.surroundings().callbacks().execute(this::tell);
            }
        }

        private void tell() {
            isDue = false;
            ZnodeCache from = cache;
            if (from != null) {
                List<Member> members = new ArrayList<>();
                for (String name : from.children(path)) {
                    from.get(ZnodePath.childOf(path, name)).ifPresent(data -> members.add(member(name, data)));
                }
                listener.accept(members);
            }
        }
    }
}
