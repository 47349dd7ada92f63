package io.quorate.simulator;

import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes to the true history of an ensemble that make it false. */
final class EnsembleLies {
    private static final long LATER = 60_000_000_000L;

    private EnsembleLies() {}

    /** All of them. */
    static List<Lie> all() {
        return List.of(
                new Lie("one member in trouble costs two elections", Promise.L3, EnsembleLies::electTwice),
                new Lie("a read is an hour behind", Promise.L6, EnsembleLies::fallBehind),
                new Lie("a member whose disk was full stays away", Promise.L8, EnsembleLies::stayAway),
                new Lie("a session expires although it was heard of", Promise.C13, EnsembleLies::hearAndExpire));
    }

    private static boolean electTwice(History history) {
        List<Entry> entries = history.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Disturbed(long at, int member, long _)) {
                entries.add(i + 1, new Entry.Reigns(at + 1, member, 1_000));
                entries.add(i + 2, new Entry.Reigns(at + 2, member, 1_001));
                return true;
            }
        }
        return false;
    }

    /** The last read of the run shows the beginning, and was asked long after everything else had been answered. */
    private static boolean fallBehind(History history) {
        List<Entry> entries = history.entries();
        Map<String, Integer> questions = new HashMap<>();
        int rested = Integer.MAX_VALUE;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry instanceof Entry.Rested) {
                rested = i;
            } else if (entry instanceof Entry.Asked asked && i > rested && isRead(asked.request())) {
                questions.put(asked.connection() + "/" + asked.xid(), i);
            } else if (entry instanceof Entry.Answered answered && answered.error() == 0) {
                Integer question = questions.get(answered.connection() + "/" + answered.xid());
                if (question != null && entries.get(question) instanceof Entry.Asked asked) {
                    entries.set(
                            question,
                            new Entry.Asked(
                                    asked.at() + LATER,
                                    asked.connection(),
                                    asked.session(),
                                    asked.xid(),
                                    asked.request()));
                    entries.set(
                            i,
                            new Entry.Answered(
                                    answered.at() + LATER,
                                    answered.connection(),
                                    answered.session(),
                                    answered.xid(),
                                    1,
                                    0,
                                    answered.body()));
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isRead(Request request) {
        return request instanceof ReadRequest;
    }

    private static boolean stayAway(History history) {
        List<Entry> entries = history.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Stopped stopped
                    && stopped.reason().contains("No space left")) {
                int from = i;
                int member = stopped.member();
                List<Entry> later = entries.subList(from, entries.size());
                later.removeIf(entry -> entry instanceof Entry.Recovered again && again.member() == member);
                return entries.stream().anyMatch(Entry.Calm.class::isInstance);
            }
        }
        return false;
    }

    private static boolean hearAndExpire(History history) {
        List<Entry> entries = history.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Expired(long at, int member, long session, int _)) {
                entries.add(i, new Entry.Touched(at - 1, member, session));
                return true;
            }
        }
        return false;
    }
}
