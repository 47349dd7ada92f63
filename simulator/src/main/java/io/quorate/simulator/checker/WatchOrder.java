package io.quorate.simulator.checker;

import io.quorate.data.EventType;
import io.quorate.data.Permission;
import io.quorate.message.ReadRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * W1 to W6: for each connection, the events that must come are computed from the changes in the log and the watches set
 * by the reads answered on it, and compared with what came, one by one and in their place between the replies.
 */
final class WatchOrder implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        evidence.talks().values().forEach(talk -> new Listener(evidence, talk, findings).listen());
    }

    /** An event that must come. */
    private record Due(long zxid, EventType type, String path) {}

    /** Goes through what one connection heard. */
    private static final class Listener {
        private final Evidence evidence;
        private final Evidence.Talk talk;
        private final Findings findings;
        private final WatchBook book = new WatchBook();
        private final ArrayDeque<Due> due = new ArrayDeque<>();
        private final List<Entry.Announced> replayed = new ArrayList<>();
        private int position = -1;
        private boolean broken;

        Listener(Evidence evidence, Evidence.Talk talk, Findings findings) {
            this.evidence = evidence;
            this.talk = talk;
            this.findings = findings;
        }

        void listen() {
            int answers = 0;
            for (int i = 0; i < talk.heard.size() && !broken; i++) {
                switch (talk.heard.get(i)) {
                    case Entry.Announced announced -> announced(announced, i);
                    case Entry.Answered _ -> {
                        if (answers < talk.answered.size()) {
                            answered(talk.answered.get(answers++), i);
                        }
                    }
                    default -> throw new IllegalStateException("nobody hears " + talk.heard.get(i));
                }
            }
        }

        private void announced(Entry.Announced event, int index) {
            if (event.zxid() <= 0) {
                replayed.add(event);
                return;
            }
            int reached = evidence.position(event.zxid());
            while (due.isEmpty() && position >= 0 && position < reached) {
                advance();
            }
            Due head = due.poll();
            if (head != null && isSame(head, event)) {
                findings.checked(Promise.W3);
                findings.checked(Promise.W2);
                return;
            }
            broken = true;
            boolean lateOne = due.stream().anyMatch(other -> isSame(other, event));
            boolean comesLater = head != null && comesLater(head, index);
            Promise promise = comesLater ? Promise.W2 : head != null && lateOne ? Promise.W4 : Promise.W3;
            findings.violated(promise, event.at(), event + " came when " + head + " was due");
        }

        private boolean comesLater(Due event, int index) {
            return talk.heard.subList(index + 1, talk.heard.size()).stream()
                    .anyMatch(entry -> entry instanceof Entry.Announced announced && isSame(event, announced));
        }

        private static boolean isSame(Due due, Entry.Announced event) {
            return due.zxid() == event.zxid()
                    && due.type() == event.type()
                    && due.path().equals(event.path());
        }

        private void answered(Op op, int index) {
            Entry.Answered answered = op.answered;
            if (answered == null) {
                return;
            }
            int reached = evidence.position(answered.zxid());
            if (position < 0) {
                position = reached;
            }
            while (position < reached) {
                advance();
            }
            Due missing = due.peek();
            findings.checked(Promise.W4);
            if (missing != null) {
                broken = true;
                findings.violated(
                        comesLater(missing, index) ? Promise.W1 : Promise.W4,
                        answered.at(),
                        op + " was answered at zxid " + answered.zxid() + ", but not yet announced was " + missing);
                return;
            }
            findings.checked(Promise.W1);
            registered(op, answered);
        }

        private void advance() {
            position++;
            for (Model.Change change : evidence.changes(position)) {
                if (book.fires(change.type(), change.path())
                        && ModelRules.allows(change.acl(), Permission.READ, talk.who)) {
                    due.add(new Due(evidence.zxid(position), change.type(), change.path()));
                }
            }
        }

        private void registered(Op op, Entry.Answered answered) {
            boolean done = answered.error() == 0;
            if (!(op.request() instanceof ReadRequest.SetWatches) && !replayed.isEmpty()) {
                findings.violated(Promise.W5, answered.at(), op + " was answered after " + replayed);
                replayed.clear();
            }
            switch (op.request()) {
                case ReadRequest.Exists(String path, boolean watch)
                when watch && (done || answered.error() == -101) -> book.watchData(path);
                case ReadRequest.GetData(String path, boolean watch) when watch && done -> book.watchData(path);
                case ReadRequest.GetChildren get when get.watch() && done -> book.watchChildren(get.path());
                case ReadRequest.AddWatch(String path, boolean below) -> book.watchAlways(path, below);
                case ReadRequest.CheckWatches(String path, ReadRequest.WatchKind kind) ->
                    findings.require(
                            book.has(path, kind) == done,
                            Promise.W6,
                            answered.at(),
                            () -> op + " was answered with " + answered.error());
                case ReadRequest.RemoveWatches(String path, ReadRequest.WatchKind kind) -> {
                    findings.require(
                            book.has(path, kind) == done,
                            Promise.W6,
                            answered.at(),
                            () -> op + " was answered with " + answered.error());
                    book.remove(path, kind);
                }
                case ReadRequest.SetWatches set -> set(op, set, answered);
                default -> {
                    // Sets no watch.
                }
            }
        }

        private void set(Op op, ReadRequest.SetWatches request, Entry.Answered answered) {
            List<Model.Change> shown = op.missed.stream()
                    .filter(change -> ModelRules.allows(change.acl(), Permission.READ, talk.who))
                    .toList();
            boolean same = shown.size() == replayed.size();
            for (int i = 0; same && i < shown.size(); i++) {
                same = shown.get(i).type() == replayed.get(i).type()
                        && shown.get(i).path().equals(replayed.get(i).path());
            }
            findings.require(
                    same, Promise.W5, answered.at(), () -> op + " announced " + replayed + ", missed was " + shown);
            replayed.clear();
            book.set(request, op.missed);
        }
    }
}
