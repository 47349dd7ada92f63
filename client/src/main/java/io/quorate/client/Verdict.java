package io.quorate.client;

import io.quorate.client.session.Outcome;
import io.quorate.data.ErrorCode;
import io.quorate.message.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an outcome means to the caller: a result, or one exception of the family. */
final class Verdict {
    private Verdict() {}

    static <T> T resultOf(Operation<T> operation, Outcome outcome, Circumstances circumstances) {
        if (outcome instanceof Outcome.Refused refused
                && refused.code() == ErrorCode.NO_NODE
                && operation.missingIsAnAnswer()) {
            return operation.meaning().apply(Operation.NOTHING);
        }
        QuorateException error = errorOf(outcome, circumstances);
        if (error != null) {
            throw error;
        }
        return operation.meaning().apply(((Outcome.Done) outcome).response());
    }

    static @Nullable QuorateException errorOf(Outcome outcome, Circumstances circumstances) {
        return switch (outcome) {
            case Outcome.Done done -> failureAmong(done.response(), circumstances);
            case Outcome.Refused refused -> refusal(refused.code(), circumstances, List.of());
            case Outcome.Lost lost ->
                new RecoverableException.ConnectionLoss(circumstances, lost.sent(), lost.reason());
            case Outcome.Ended ended -> end(ended, circumstances);
            case Outcome.TooLong tooLong -> StateException.tooLong(circumstances, tooLong.bytes(), tooLong.limit());
            case Outcome.Garbled garbled -> new RecoverableException.BadReply(circumstances, garbled.problem());
        };
    }

    /** A failed multi is answered without an error in its header (client protocol 2.14); a multiRead never fails. */
    private static @Nullable QuorateException failureAmong(Response response, Circumstances circumstances) {
        if (!(response instanceof Response.Results results)
                || !circumstances.operation().equals("multi")) {
            return null;
        }
        ErrorCode first = ErrorCode.OK;
        int index = 0;
        List<OpResult> parts = new ArrayList<>(results.results().size());
        for (Response.Result result : results.results()) {
            if (result instanceof Response.Result.Failed failed) {
                ErrorCode code = Operations.codeOf(failed.code());
                if (first == ErrorCode.OK && code != ErrorCode.OK) {
                    first = code;
                    index = parts.size();
                }
                parts.add(new OpResult.Failed(code));
            }
        }
        if (first == ErrorCode.OK) {
            return null;
        }
        return refusal(
                first,
                new Circumstances(
                        "part " + index + " of multi",
                        circumstances.path(),
                        circumstances.sessionId(),
                        circumstances.server()),
                parts);
    }

    private static QuorateException refusal(ErrorCode code, Circumstances circumstances, List<OpResult> results) {
        return switch (code) {
            case THROTTLED_OP -> new RecoverableException.Throttled(circumstances);
            case SESSION_EXPIRED -> new UnrecoverableException.SessionExpired(circumstances);
            case AUTH_FAILED, SESSION_CLOSED_REQUIRE_AUTH ->
                new UnrecoverableException.AuthFailed(circumstances, "the server refuses the identity: " + code);
            case CONNECTION_LOSS, SESSION_MOVED ->
                new RecoverableException.ConnectionLoss(circumstances, true, "the server answered " + code);
            default -> StateException.of(code, circumstances, results);
        };
    }

    private static QuorateException end(Outcome.Ended ended, Circumstances circumstances) {
        return switch (ended.phase()) {
            case AUTH_FAILED -> new UnrecoverableException.AuthFailed(circumstances, ended.reason());
            case EXPIRED -> new UnrecoverableException.SessionExpired(circumstances);
            case CLOSED, CONNECTING, CONNECTED, CONNECTED_READ_ONLY -> new UnrecoverableException.Closed(circumstances);
        };
    }
}
