package io.quorate.simulator.peer;

import io.quorate.tree.snapshot.StreamScanner;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.codec.QuorumDecoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages out of the bytes of a stream, whatever pieces they come in. Behind a {@link ZabMessage.Snap} come the
 * bytes of a snapshot: they wait until somebody wants to receive it, and behind its end come messages again.
 */
final class Hearing {
    private static final int MOST_BYTES = 4 << 20;

    private final PeerStore store;
    private final Consumer<ZabMessage> heard;
    private final LongConsumer receivedSnapshot;
    private final Runnable spoiled;
    private final QuorumDecoder decoder = new QuorumDecoder(MOST_BYTES);
    private byte[] unread = new byte[0];
    private boolean deaf;
    private boolean snapshotAhead;
    private @Nullable StreamScanner scanner;
    private PeerStore.@Nullable Reception reception;
    private long snapshotZxid;

    /** @param spoiled what to do if a snapshot turns out to make no sense when it is here */
    Hearing(PeerStore store, Consumer<ZabMessage> heard, LongConsumer receivedSnapshot, Runnable spoiled) {
        this.store = store;
        this.heard = heard;
        this.receivedSnapshot = receivedSnapshot;
        this.spoiled = spoiled;
    }

    void take(byte[] piece) {
        if (deaf) {
            return;
        }
        byte[] more = Arrays.copyOf(unread, unread.length + piece.length);
        System.arraycopy(piece, 0, more, unread.length, piece.length);
        unread = more;
        goOn();
    }

    void receiveSnapshot(long zxid) {
        if (!snapshotAhead) {
            throw new IllegalStateException("no snapshot comes over this link, but one of " + zxid + " is awaited");
        }
        snapshotAhead = false;
        snapshotZxid = zxid;
        PeerStore.Reception begun = store.receive(zxid);
        reception = begun;
        scanner = new StreamScanner(MOST_BYTES, begun::write);
        goOn();
    }

    /** The link is over, or what comes makes no sense: nothing more is heard. */
    void breakOff() {
        deaf = true;
        PeerStore.Reception half = reception;
        reception = null;
        scanner = null;
        unread = new byte[0];
        if (half != null) {
            half.abandon();
        }
    }

    private void goOn() {
        StreamScanner scanning = scanner;
        if (scanning != null) {
            snapshot(scanning);
        }
        if (scanner == null && !snapshotAhead) {
            messages();
        }
    }

    private void snapshot(StreamScanner scanning) {
        int taken = scanning.take(unread, 0, unread.length);
        unread = Arrays.copyOfRange(unread, taken, unread.length);
        if (scanning.isComplete()) {
            PeerStore.Reception whole = reception;
            scanner = null;
            reception = null;
            if (whole != null) {
                receivedSnapshot.accept(snapshotZxid);
                whole.complete(spoiled);
            }
        }
    }

    private void messages() {
        ByteBuffer in = ByteBuffer.wrap(unread);
        while (!snapshotAhead && in.hasRemaining() && decoder.measure(in) != QuorumDecoder.INCOMPLETE) {
            ZabMessage message = decoder.decode(in);
            snapshotAhead = message instanceof ZabMessage.Snap;
            heard.accept(message);
        }
        unread = Arrays.copyOfRange(unread, in.position(), unread.length);
    }
}
