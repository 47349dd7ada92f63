package io.quorate.replica.watch;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who watches a path in one way. Nearly always nobody or one, so only from the second on a real set is made. */
final class WatcherSet {
    private @Nullable Watcher only;
    private @Nullable Set<Watcher> many;

    boolean add(Watcher watcher) {
        if (many != null) {
            return many.add(watcher);
        }
        if (only == null) {
            only = watcher;
            return true;
        }
        if (only == watcher) {
            return false;
        }
        Set<Watcher> set = new LinkedHashSet<>();
        set.add(only);
        set.add(watcher);
        only = null;
        many = set;
        return true;
    }

    boolean remove(Watcher watcher) {
        if (many != null) {
            return many.remove(watcher);
        }
        if (only != watcher) {
            return false;
        }
        only = null;
        return true;
    }

    boolean contains(Watcher watcher) {
        return many == null ? only == watcher : many.contains(watcher);
    }

    int size() {
        if (many != null) {
            return many.size();
        }
        return only == null ? 0 : 1;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Tells them in the order in which they came. */
    void forEach(Consumer<Watcher> visitor) {
        if (many != null) {
            many.forEach(visitor);
        } else if (only != null) {
            visitor.accept(only);
        }
    }

    void clear() {
        only = null;
        many = null;
    }
}
