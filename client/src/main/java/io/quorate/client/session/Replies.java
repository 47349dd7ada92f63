package io.quorate.client.session;

import io.quorate.data.ErrorCode;
import io.quorate.data.WatchedEvent;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.wire.JuteReader;
import io.quorate.wire.MalformedException;
import io.quorate.wire.ResponseCodec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What replies and events mean: how calls end, and what that does to the watches (client protocol 11.8). Shares its
 * session's calls and watches.
 */
final class Replies {
    private final Calls calls;
    private final WatchTables watches;

    Replies(Calls calls, WatchTables watches) {
        this.calls = calls;
        this.watches = watches;
    }

    /** An event arrived. One that cannot be understood is left out, and the link lives on. */
    void notified(long zxid, JuteReader in, List<Effect> effects) {
        WatchedEvent event;
        try {
            event = ResponseCodec.readEvent(zxid, in);
        } catch (MalformedException e) {
            effects.add(new Effect.Told("an event that makes no sense was left out: " + e.getMessage()));
            return;
        }
        List<Object> watchers = watches.fire(event.type(), event.path());
        if (!watchers.isEmpty()) {
            effects.add(new Effect.Fired(event, watchers));
        }
    }

    /** The oldest call was answered; the reader stands behind the reply's header. */
    void answered(Call call, int error, JuteReader in, List<Effect> effects) {
        if (call.isInternal()) {
            internalAnswered(call.request(), error, effects);
            return;
        }
        Outcome outcome = call.spoiled == null ? outcomeOf(call, error, in) : new Outcome.Refused(call.spoiled);
        if (call.watching() != null) {
            outcome = watchesAnswered(call.watching(), outcome, effects);
        }
        effects.add(new Effect.Answered(call, outcome));
    }

    private static Outcome outcomeOf(Call call, int error, JuteReader in) {
        if (error != 0) {
            return new Outcome.Refused(codeOf(error));
        }
        try {
            return new Outcome.Done(ResponseCodec.decode(call.opcode(), in));
        } catch (MalformedException e) {
            return new Outcome.Garbled(String.valueOf(e.getMessage()));
        }
    }

    private static ErrorCode codeOf(int error) {
        ErrorCode code = ErrorCode.of(error);
        return code == null ? ErrorCode.SYSTEM_ERROR : code;
    }

    private Outcome watchesAnswered(Watching watching, Outcome outcome, List<Effect> effects) {
        if (watching instanceof Watching.Removal removal) {
            return outcome instanceof Outcome.Done ? removed(removal, outcome, effects) : outcome;
        }
        boolean missing = outcome instanceof Outcome.Refused refused && refused.code() == ErrorCode.NO_NODE;
        if (outcome instanceof Outcome.Done || missing) {
            watches.set(watching, missing);
        }
        return outcome;
    }

    private Outcome removed(Watching.Removal removal, Outcome outcome, List<Effect> effects) {
        List<Effect.Removed> gone = watches.remove(removal);
        effects.addAll(gone);
        return gone.isEmpty() ? new Outcome.Refused(ErrorCode.NO_WATCHER) : outcome;
    }

    private void internalAnswered(Request request, int error, List<Effect> effects) {
        switch (request) {
            case SessionRequest.Sync unused -> {
                Call behind = calls.firstSent();
                if (error != 0 && behind != null && behind.isBehindSync()) {
                    behind.spoiled = codeOf(error);
                }
            }
            case ReadRequest.SetWatches set -> {
                if (error == 0) {
                    tellGaps(set, effects);
                } else {
                    effects.add(new Effect.Told("the server refused to set watches again: " + codeOf(error)));
                }
            }
            case SessionRequest.CloseSession unused -> {}
            case Request other -> throw new IllegalStateException("the session never asks for itself: " + other);
        }
    }

    private void tellGaps(ReadRequest.SetWatches set, List<Effect> effects) {
        Set<String> paths = new LinkedHashSet<>(set.persistent());
        paths.addAll(set.recursive());
        for (String path : paths) {
            List<Object> watchers = watches.lastingOn(path);
            if (!watchers.isEmpty()) {
                effects.add(new Effect.Gap(path, watchers));
            }
        }
    }

    /** Calls end because there is no connection. */
    void lost(List<Call> lost, String reason, List<Effect> effects) {
        for (Call call : lost) {
            Outcome outcome = new Outcome.Lost(call.sends > 0, reason);
            if (call.watching() instanceof Watching.Removal removal && removal.evenOffline()) {
                outcome = removed(removal, new Outcome.Done(Response.Empty.INSTANCE), effects);
            }
            effects.add(new Effect.Answered(call, outcome));
        }
    }
}
