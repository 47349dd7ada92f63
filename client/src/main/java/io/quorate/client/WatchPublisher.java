package io.quorate.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscriber;
import org.jspecify.annotations.Nullable;

/** The events of a watch that stays, for {@link Flow}. Subscribers are called on the callback executor. */
record WatchPublisher(AsyncQuorate client, String path, WatchMode mode) implements Flow.Publisher<WatchEvent> {
    @Override
    public void subscribe(Subscriber<? super WatchEvent> subscriber) {
        Subscription subscription = new Subscription(client, path, subscriber);
        client.surroundings().callbacks().execute(() -> {
            subscriber.onSubscribe(subscription);
            subscription.begin(mode);
        });
    }

    /** One subscriber and the events it has not asked for yet. State is touched on the callback executor only. */
    private static final class Subscription implements Flow.Subscription, WatchListener {
        /** Events kept for a slow subscriber; when more come, all kept ones give way to one GAP. */
        private static final int MAX_KEPT = 1024;

        private final AsyncQuorate client;
        private final String path;
        private final Subscriber<? super WatchEvent> subscriber;
        private final Queue<WatchEvent> kept = new ArrayDeque<>();
        private @Nullable Registration registration;
        private long demand;
        private boolean ended;

        Subscription(AsyncQuorate client, String path, Subscriber<? super WatchEvent> subscriber) {
            this.client = client;
            this.path = path;
            this.subscriber = subscriber;
        }

        void begin(WatchMode mode) {
            if (ended) {
                return;
            }
            CompletableFuture<?> unused = client.addWatch(path, mode, this).whenComplete((made, failure) -> {
                if (failure != null) {
                    fail(failure);
                } else if (ended) {
                    made.close();
                } else {
                    registration = made;
                }
            });
        }

        @Override
        public void request(long n) {
            client.surroundings().callbacks().execute(() -> {
                if (n < 1) {
                    fail(new IllegalArgumentException("a demand of " + n + " events; at least 1 must be asked"));
                    return;
                }
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                give();
            });
        }

        @Override
        public void cancel() {
            client.surroundings().callbacks().execute(this::end);
        }

        @Override
        public void changed(WatchEvent event) {
            if (ended) {
                return;
            }
            if (event.type() == WatchEvent.Type.REMOVED) {
                end();
                subscriber.onComplete();
                return;
            }
            if (kept.size() >= MAX_KEPT) {
                kept.clear();
                kept.add(new WatchEvent(WatchEvent.Type.GAP, path, -1));
            } else {
                kept.add(event);
            }
            give();
        }

        @Override
        public void connection(ConnectionEvent event) {
            if (event.kind() == ConnectionEvent.Kind.CLOSED && !ended) {
                end();
                subscriber.onComplete();
            } else if (event.kind().isFinal()) {
                fail(new IllegalStateException("the watch of " + path + " ended with its session: " + event.reason()));
            }
        }

        private void give() {
            while (demand > 0 && !ended) {
                WatchEvent event = kept.poll();
                if (event == null) {
                    return;
                }
                demand--;
                subscriber.onNext(event);
            }
        }

        private void fail(Throwable failure) {
            if (!ended) {
                end();
                subscriber.onError(failure);
            }
        }

        private void end() {
            ended = true;
            kept.clear();
            if (registration != null) {
                registration.close();
                registration = null;
            }
        }
    }
}
