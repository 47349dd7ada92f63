package io.quorate.client.session;

import io.quorate.data.ErrorCode;
import io.quorate.message.Request;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.wire.RequestCodec;
import org.jspecify.annotations.Nullable;

/**
 * One operation from its submission until its {@link Outcome}. Made by anybody; from {@link Input.Submit} on it belongs
 * to the session, which alone touches what can change in it.
 */
public final class Call {
    private final Request request;
    private final int opcode;
    private final boolean repeatable;
    private final boolean behindSync;
    private final @Nullable Watching watching;
    private final Answer answer;

    /** When it was submitted, on the session's clock. */
    long submittedAt;
    /** When it was sent last; meaningful once {@link #sends} is positive. */
    long sentAt;
    /** The xid it was sent with last. */
    int xid;
    /** How often it was sent. */
    int sends;
    /** The error of the sync that went before it, which is then its own. */
    @Nullable
    ErrorCode spoiled;

    /**
     * An operation.
     *
     * @param request with the server's paths
     * @param repeatable whether it may be sent again when the connection was lost before its answer came
     * @param behindSync whether a sync goes before it, each time it is sent
     * @param watching what its answer does to the tables of watches; null for nothing
     * @param answer who is told; handed back with the outcome and never called by the session
     */
    public Call(Request request, boolean repeatable, boolean behindSync, @Nullable Watching watching, Answer answer) {
        this.request = request;
        this.opcode = RequestCodec.opcodeOf(request);
        this.repeatable = repeatable;
        this.behindSync = behindSync;
        this.watching = watching;
        this.answer = answer;
    }

    /** One that the session asks for itself: nobody is told how it ends. */
    static Call internal(Request request) {
        return new Call(request, false, false, null, new Nobody());
    }

    boolean isInternal() {
        return answer instanceof Nobody;
    }

    /** Whether only a leader can answer it, so that the answer shows that it knew the session. */
    boolean isProof() {
        return request instanceof WriteRequest || request instanceof SessionRequest.Sync;
    }

    /** {@return what is asked} */
    public Request request() {
        return request;
    }

    /** {@return the opcode it travels under} */
    public int opcode() {
        return opcode;
    }

    /** {@return whether it may be sent again after a loss} */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** {@return whether a sync goes before it} */
    public boolean isBehindSync() {
        return behindSync;
    }

    /** {@return what its answer does to the tables of watches} */
    public @Nullable Watching watching() {
        return watching;
    }

    /** {@return who is told} */
    public Answer answer() {
        return answer;
    }

    /** {@return when it was submitted, in nanoseconds of the session's clock} */
    public long submittedAt() {
        return submittedAt;
    }

    /** Who is told how a call ended. The session holds it and hands it back; the driver calls it. */
    @FunctionalInterface
    public interface Answer {
        /**
         * The call ended.
         *
         * @param call what was asked
         * @param outcome how it ended
         */
        void ended(Call call, Outcome outcome);
    }

    /** Who waits for what the session asks for itself. */
    private record Nobody() implements Answer {
        @Override
        public void ended(Call call, Outcome outcome) {
            throw new IllegalStateException("nobody waits for " + call.request());
        }
    }
}
