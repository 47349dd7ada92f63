package io.quorate.conformance.transcript;

import io.quorate.conformance.raw.Request;
import org.jspecify.annotations.Nullable;

/** One thing that happened in a scenario, in the order in which the scenario saw it. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared as records
sealed interface Entry {
    /** A request went out. */
    record Sent(String who, int xid, String words) implements Entry {}

    /** A connect response came in. */
    record Connected(String who, byte[] body) implements Entry {}

    /** A reply came in; {@code request} is null when nothing pending has its xid. */
    record Replied(String who, @Nullable Request request, byte[] body) implements Entry {}

    /** A notification came in. */
    record Notified(String who, byte[] body) implements Entry {}

    /** The server closed the connection. */
    record Ended(String who) implements Entry {}

    /** Something was awaited that did not come. */
    record Silent(String who) implements Entry {}

    /** Words of the scenario itself. */
    record Noted(String words) implements Entry {}
}
