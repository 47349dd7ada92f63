package io.quorate.client.session;

import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.SessionRequest;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.RequestCodec;
import java.util.List;

/**
 * Writes requests as frames, in order, under xids that go on over reconnects, and notes them among the calls that are
 * on their way. Shares its session's calls, watches and lifeline.
 */
final class Sender {
    private static final int MAX_XID = Integer.MAX_VALUE - 1;
    /** More than this is not written in one step; the rest waits for the next, which is due at once. */
    private static final int MAX_OUTBOX_BYTES = 1 << 20;

    private static final int INITIAL_OUTBOX_BYTES = 8 * 1024;

    private final JuteWriter outbox = new JuteWriter(INITIAL_OUTBOX_BYTES);
    private final int maxRequestBytes;
    private final Calls calls;
    private final WatchTables watches;
    private final Lifeline life;
    private int xid;

    Sender(int maxRequestBytes, Calls calls, WatchTables watches, Lifeline life) {
        this.maxRequestBytes = maxRequestBytes;
        this.calls = calls;
        this.watches = watches;
        this.life = life;
    }

    JuteWriter outbox() {
        return outbox;
    }

    /** Whether a call may be sent now, ahead of nobody. */
    boolean hasRoom() {
        return !calls.areWaiting() && outbox.size() < MAX_OUTBOX_BYTES;
    }

    /** Sends what waits, as far as there is room. */
    void sendWaiting(long now, List<Effect> effects) {
        while (outbox.size() < MAX_OUTBOX_BYTES) {
            Call call = calls.takeWaiting();
            if (call == null) {
                return;
            }
            send(call, now, effects);
        }
    }

    /** Sends a call, behind a sync if it asks for one; one that is too long ends instead. */
    void send(Call call, long now, List<Effect> effects) {
        int before = outbox.size();
        int xidBefore = xid;
        Call sync = call.isBehindSync() ? Call.internal(new SessionRequest.Sync("/")) : null;
        if (sync != null) {
            write(sync, sync.request(), now);
        }
        int start = outbox.size();
        write(call, requestOf(call), now);
        int bytes = outbox.size() - start - Integer.BYTES;
        if (bytes > maxRequestBytes) {
            outbox.truncate(before);
            xid = xidBefore;
            effects.add(new Effect.Answered(call, new Outcome.TooLong(bytes, maxRequestBytes)));
            return;
        }
        if (sync != null) {
            calls.markSent(sync);
        }
        call.sends++;
        call.spoiled = null;
        calls.markSent(call);
    }

    /** Sends what the session asks for itself. */
    void sendInternal(Request request, long now) {
        Call call = Call.internal(request);
        write(call, request, now);
        calls.markSent(call);
    }

    private void write(Call call, Request request, long now) {
        xid = xid >= MAX_XID ? 1 : xid + 1;
        call.xid = xid;
        call.sentAt = now;
        life.said(now);
        if (call.isProof()) {
            life.proving(now);
        }
        RequestCodec.writeFrame(outbox, xid, request);
    }

    /** With the last watcher of a lasting watch the server's watch goes too, unless a new watcher is on its way. */
    private Request requestOf(Call call) {
        if (call.watching() instanceof Watching.Removal removal
                && call.request() instanceof ReadRequest.CheckWatches check
                && watches.isLastOf(removal)
                && !calls.isSettingLasting(removal.path())) {
            return new ReadRequest.RemoveWatches(check.path(), check.kind());
        }
        return call.request();
    }
}
