package io.quorate.conformance;

import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random sequence: what one of its speakers does. A step makes sense after any other, so that a sequence
 * with steps taken out is a sequence too; what cannot be done, because the speaker has no connection, is left out.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared as records
sealed interface Step {
    void play(Stage stage);

    /** Requests in one write, then all the replies. */
    record Say(int who, List<Request> requests) implements Step {
        /**
         * In one write, but for multi and setACL, which are waited for. ZooKeeper judges what follows a failed multi,
         * or a new access list, by a state that depends on how far another of its threads has come.
         */
        @Override
        public void play(Stage stage) {
            Conversation speaker = stage.present(who);
            if (speaker == null) {
                return;
            }
            List<Request> portion = new ArrayList<>();
            for (Request request : requests) {
                portion.add(stage.fromHere(request));
                if (request.type() == Op.MULTI || request.type() == Op.SET_ACL) {
                    speaker.callAll(portion);
                    portion.clear();
                }
            }
            speaker.callAll(portion);
        }

        /** The same without one of the requests. */
        Say with(List<Request> some) {
            return new Say(who, some);
        }
    }

    /** A request whose answer may overtake others, and so is sent alone. */
    record SayAlone(int who, Request request, boolean last) implements Step {
        @Override
        public void play(Stage stage) {
            Conversation speaker = stage.present(who);
            if (speaker != null) {
                speaker.call(request);
                if (last) {
                    speaker.awaitEnd();
                }
            }
        }
    }

    /** Bytes after which the server closes the connection. */
    record Break(int who, byte[] bytes, String words) implements Step {
        @Override
        public void play(Stage stage) {
            Conversation speaker = stage.present(who);
            if (speaker != null) {
                speaker.sendBytes(bytes).awaitEnd();
            }
        }

        @Override
        public String toString() {
            return "c" + who + " sends " + words;
        }
    }

    /** The connection is dropped, or the session closed. */
    record Leave(int who, boolean close) implements Step {
        @Override
        public void play(Stage stage) {
            Conversation speaker = stage.present(who);
            if (speaker != null && close) {
                speaker.close();
            } else if (speaker != null) {
                speaker.drop();
            }
        }
    }

    /** How a speaker comes in. */
    enum Manner {
        NEW_SESSION,
        RESUMPTION,
        WRONG_PASSWORD,
        UNKNOWN_SESSION,
        ZXID_AHEAD,
        CUT_OFF
    }

    /** A connection is made; a resumption while the old one stands takes the session over. */
    record Enter(
            int who, Manner manner, int timeoutMs, @Nullable Boolean readOnly, int cut) implements Step {
        private static final long FAR = 1L << 40;

        @Override
        public void play(Stage stage) {
            Conversation before = stage.present(who);
            // A wrong password disconnects the owner from ZooKeeper (C.3), and what goes on elsewhere is not compared.
            if (before != null && manner != Manner.RESUMPTION) {
                return;
            }
            Handshake handshake = handshake(stage);
            byte[] frame = handshake.frame();
            Conversation speaker = stage.open(who);
            if (manner == Manner.CUT_OFF) {
                byte[] shorter = Arrays.copyOf(frame, 4 + cut % (frame.length - 5));
                shorter[3] = (byte) (shorter.length - 4);
                speaker.sendBytes(shorter).awaitEnd();
                return;
            }
            speaker.shakeHands(handshake);
            if (before != null && speaker.sessionId() != 0) {
                before.awaitEnd();
            }
            if (speaker.sessionId() == 0) {
                speaker.awaitEnd();
            }
        }

        private Handshake handshake(Stage stage) {
            Handshake fresh = Handshake.newSession(timeoutMs).withReadOnly(readOnly);
            Handshake again = stage.lastSession(who, timeoutMs).withReadOnly(readOnly);
            return switch (manner) {
                case NEW_SESSION, CUT_OFF -> fresh;
                case RESUMPTION -> again;
                case WRONG_PASSWORD -> again.withPassword(new byte[16]);
                case UNKNOWN_SESSION -> Handshake.resume(77, new byte[16], timeoutMs);
                case ZXID_AHEAD -> fresh.withLastZxidSeen(FAR);
            };
        }
    }
}
