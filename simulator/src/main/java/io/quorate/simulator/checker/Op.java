package io.quorate.simulator.checker;

import io.quorate.data.CreateMode;
import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.SessionRequest;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.simulator.checker.History.Settled;
import io.quorate.wire.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request of one client, and all that is known about what became of it. Filled in while the evidence is sifted. */
final class Op {
    final Entry.Asked asked;
    /** The place of {@link #asked} in the history. */
    final int askedAs;

    private boolean ordered;
    /** The session it belongs to; 0 if it was sent before the handshake was answered and no session came of it. */
    private long session;
    /** Null until the member has read it. */
    @Nullable
    List<Identity> who;
    /** Null while the outcome is unknown to the client. */
    Entry.@Nullable Answered answered;
    /** The place of {@link #answered} in the history. */
    int answeredAs = -1;
    /** Its txn, null if it has none in the end. */
    @Nullable
    Settled settled;
    /** What the model says must be answered; null where it does not say. */
    Model.@Nullable Answer expected;
    /** For SetWatches: what the model says was missed. */
    List<Model.Change> missed = List.of();

    /** It has a place in the order, but was asked by nobody who had a right to: it must have no effect. */
    boolean isVain;

    Op(Entry.Asked asked, int askedAs) {
        this.asked = asked;
        this.askedAs = askedAs;
        this.session = asked.session();
        this.ordered = isOrdered(asked.request());
    }

    long session() {
        return session;
    }

    /** It was sent before its client knew which session it would have. */
    void belongsTo(long ofSession) {
        session = ofSession;
    }

    Request request() {
        return asked.request();
    }

    /** Whether it takes a place in the order of txns. */
    boolean isOrdered() {
        return ordered;
    }

    /** Whether it may take one: a multi that nobody understands does so at the leader, and nowhere else. */
    boolean mayBeOrdered() {
        return isOrdered(asked.request());
    }

    /** Learners answer what they do not understand themselves. */
    void isAnsweredByLearners() {
        ordered = ordered && !(asked.request() instanceof Undecodable);
    }

    /** It has a place. */
    void settle(Settled place) {
        settled = place;
        ordered = true;
    }

    static boolean isOrdered(Request request) {
        return request instanceof WriteRequest
                || request instanceof SessionRequest.CloseSession
                || (request instanceof Undecodable(int opcode) && opcode == Protocol.OP_MULTI);
    }

    /** Which promise a wrong answer to this request breaks. */
    Promise promise() {
        if (isDenied()) {
            return Promise.C15;
        }
        return switch (request()) {
            case WriteRequest.Multi _ -> Promise.C9;
            case WriteRequest.Create create when isSequential(create) -> Promise.C11;
            case WriteRequest.SetAcl _, ReadRequest.GetAcl _, ReadRequest.WhoAmI _ -> Promise.C15;
            case WriteRequest _, SessionRequest.CloseSession _ -> Promise.C2;
            case ReadRequest _, SessionRequest.Sync _, SessionRequest.Ping _ -> Promise.C5;
            case Undecodable _ -> isOrdered() ? Promise.C2 : Promise.C5;
        };
    }

    private static boolean isSequential(WriteRequest.Create create) {
        CreateMode mode = CreateMode.of(create.flags());
        return mode != null && mode.isSequential();
    }

    private boolean isDenied() {
        return (expected != null && isDenial(expected.error())) || (answered != null && isDenial(answered.error()));
    }

    private static boolean isDenial(int error) {
        return error == ErrorCode.NO_AUTH.number() || error == ErrorCode.INVALID_ACL.number();
    }

    @Override
    public String toString() {
        return "session 0x" + Long.toHexString(session) + " connection " + asked.connection() + " xid " + asked.xid()
                + " " + Words.of(asked.request());
    }
}
