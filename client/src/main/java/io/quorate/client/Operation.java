package io.quorate.client;

import io.quorate.client.session.Call;
import io.quorate.client.session.Watching;
import io.quorate.message.Request;
import io.quorate.message.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation as both faces ask it: what is sent and what its answer means.
 *
 * @param name for messages and metrics
 * @param path as the client names it; null for an operation without one
 * @param request with the server's paths
 * @param repeatable whether it may be asked twice
 * @param behindSync whether a sync goes before it
 * @param watching what its answer does to watches
 * @param missingIsAnAnswer whether NO_NODE is no error, and answered by {@link #NOTHING}
 * @param meaning turns the answer into what the caller gets
 */
record Operation<T>(
        String name,
        @Nullable String path,
        Request request,
        boolean repeatable,
        boolean behindSync,
        @Nullable Watching watching,
        boolean missingIsAnAnswer,
        Function<Response, T> meaning) {

    /** Stands for the answer that there is no such znode. */
    static final Response NOTHING = Response.Empty.INSTANCE;

    Call toCall(Call.Answer answer) {
        return new Call(request, repeatable, behindSync, watching, answer);
    }
}
