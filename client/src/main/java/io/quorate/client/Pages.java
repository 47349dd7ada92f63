package io.quorate.client;

import io.quorate.data.Stat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A list of children shown page by page, one turn of the callback executor each. Owned by that executor. */
final class Pages {
    private final Children children;
    private final int pageSize;
    private final Consumer<List<String>> page;
    private final Surroundings surroundings;
    private final CompletableFuture<Stat> shown = new CompletableFuture<>();
    private int next;

    Pages(Children children, int pageSize, Consumer<List<String>> page, Surroundings surroundings) {
        this.children = children;
        this.pageSize = pageSize;
        this.page = page;
        this.surroundings = surroundings;
    }

    CompletableFuture<Stat> begin() {
        showNext();
        return shown;
    }

    private void showNext() {
        List<String> names = children.names();
        if (next >= names.size()) {
            shown.complete(children.stat());
            return;
        }
        int end = Math.min(names.size(), next + pageSize);
        try {
            page.accept(names.subList(next, end));
        } catch (RuntimeException e) {
            shown.completeExceptionally(e);
            return;
        }
        next = end;
        surroundings.callbacks().execute(this::showNext);
    }
}
