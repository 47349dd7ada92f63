package io.quorate.simulator.member;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import io.quorate.simulator.network.Parcel;

/** What travels between a client and a member. */
public sealed interface Frame extends Parcel {
    /** About what a frame without data takes. */
    int FEW_BYTES = 64;

    @Override
    default int bytes() {
        return FEW_BYTES;
    }

    /** The client introduces itself. */
    record Hello(ConnectRequest request) implements Frame {}

    /** The client proves to be somebody. */
    record Proof(Identity identity) implements Frame {}

    /** The client asks. */
    record Question(int xid, Request request) implements Frame {
        @Override
        public int bytes() {
            return request instanceof WriteRequest.SetData(String _, byte[] data, int _) && data != null
                    ? FEW_BYTES + data.length
                    : FEW_BYTES;
        }
    }

    /** The handshake is answered. */
    record Accept(ConnectResponse response) implements Frame {}

    /** A request is answered. */
    record Reply(int xid, long zxid, int error, Response body) implements Frame {
        @Override
        public int bytes() {
            return body instanceof Response.Data(byte[] data, var _) && data != null
                    ? FEW_BYTES + data.length
                    : FEW_BYTES;
        }
    }

    /** A change is announced. */
    record Event(long zxid, EventType type, String path) implements Frame {}
}
