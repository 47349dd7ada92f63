package io.quorate.server;

import io.quorate.replica.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells those who have asked for a snapshot when it is there. Safe for any thread. */
final class SnapshotsAwaited {
    private final List<Awaited> awaited = new ArrayList<>();

    private record Awaited(long zxid, CompletableFuture<Long> taken) {}

    /** Completes {@code taken} once the next snapshot no older than {@code zxid} is there, with its zxid. */
    synchronized void await(long zxid, CompletableFuture<Long> taken) {
        awaited.add(new Awaited(zxid, taken));
    }

    /** The replica has told something. */
    void told(Told fact) {
        switch (fact) {
            case Told.SnapshotTaken(long zxid, long _, long _) ->
                upTo(zxid).forEach(each -> each.taken().complete(zxid));
            case Told.SnapshotFailed(long zxid, String reason) ->
                upTo(zxid).forEach(each -> each.taken().completeExceptionally(new IllegalStateException(reason)));
            case Told.QuotaExceeded _,
                    Told.SessionExpired _,
                    Told.ClientAhead _,
                    Told.WrongPassword _,
                    Told.Agreement _,
                    Told.RoleChanged _,
                    Told.SnapshotBegun _,
                    Told.Reaping _,
                    Told.OrphansRemoved _,
                    Told.SnapshotUnreadable _,
                    Told.SnapshotBeyondLog _,
                    Told.ZnodesWithoutAcl _,
                    Told.DigestMismatch _,
                    Told.Recovered _ -> {}
        }
    }

    private synchronized List<Awaited> upTo(long zxid) {
        List<Awaited> done =
                awaited.stream().filter(each -> each.zxid() <= zxid).toList();
        awaited.removeAll(done);
        return done;
    }
}
