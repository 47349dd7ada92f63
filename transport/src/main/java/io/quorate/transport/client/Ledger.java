package io.quorate.transport.client;

import io.quorate.transport.client.LaneCounters.Counter;
import io.quorate.wire.Protocol;

/**
 * What one connection has asked and been answered: for its own bounds, for operators, and for the counters of its event
 * loop, which all follow from the same happenings. Owned by the event loop.
 */
final class Ledger {
    final InFlight inFlight = new InFlight();
    final Figures figures = new Figures();
    private final Lane lane;

    Ledger(Lane lane) {
        this.lane = lane;
    }

    /** A frame has come and been understood as one. */
    void received() {
        figures.received++;
        lane.counters.increment(Counter.PACKETS_RECEIVED);
    }

    /** A request has been put into the inbox; {@code largeBytes} count against the bound on large ones. */
    void asked(int xid, int opcode, int largeBytes) {
        inFlight.add(xid, opcode, lane.nowMs(), largeBytes);
        lane.counters.increment(Counter.OUTSTANDING);
        if (largeBytes > 0) {
            lane.parts.largeBytes().addAndGet(InFlight.roundedUp(largeBytes));
        }
    }

    /** The replica's reply to the oldest request has been encoded. */
    void replied(int xid, long zxid, int bytes) {
        sent(bytes);
        lane.counters.response(bytes);
        if (!inFlight.isEmpty()) {
            long request = inFlight.oldest();
            release(request);
            account(InFlight.opcodeOf(request), xid, zxid, InFlight.ageMs(request, lane.nowMs()));
        }
    }

    /** A request has been answered without the replica. */
    void answeredHere(int opcode, int xid, long zxid, int bytes) {
        sent(bytes);
        lane.counters.increment(Counter.FAST_READS);
        lane.counters.response(bytes);
        account(opcode, xid, zxid, 0);
    }

    /** A frame has been encoded. */
    void sent(int bytes) {
        figures.sent++;
        lane.counters.increment(Counter.PACKETS_SENT);
        lane.counters.add(Counter.BYTES_SENT, bytes);
    }

    /** A four-letter word has been answered, which ZooKeeper counts as a packet and not as a response. */
    void saidWord() {
        figures.sent++;
        lane.counters.increment(Counter.PACKETS_SENT);
    }

    /** Nobody will be answered any more. */
    void abandon() {
        while (!inFlight.isEmpty()) {
            release(inFlight.oldest());
        }
    }

    private void release(long request) {
        inFlight.remove();
        lane.counters.add(Counter.OUTSTANDING, -1);
        long large = InFlight.largeBytesOf(request);
        if (large > 0) {
            lane.parts.largeBytes().addAndGet(-large);
        }
    }

    private void account(int opcode, int xid, long zxid, long latencyMs) {
        figures.answered(opcode, xid, zxid, lane.nowMs(), latencyMs);
        if (opcode == Protocol.OP_PING) {
            return;
        }
        lane.counters.requests.add(latencyMs);
        if (Figures.isUpdate(opcode)) {
            lane.counters.updates.add(latencyMs);
        } else {
            lane.counters.reads.add(latencyMs);
        }
    }
}
