package io.quorate.transport.client;

import static io.quorate.wire.Protocol.*;

/** What is counted of one connection for operators (client protocol 9.2). Owned by its event loop. */
final class Figures {
    private static final String NO_OPERATION = "NA";

    long received;
    long sent;
    String lastOperation = NO_OPERATION;
    long lastCxid = -1;
    long lastZxid = -1;
    long lastResponseMs;
    long lastLatencyMs;
    private long minLatencyMs = Long.MAX_VALUE;
    private long maxLatencyMs;
    private long latencies;
    private long sumLatencyMs;

    void answered(int opcode, int xid, long zxid, long nowMs, long latencyMs) {
        lastOperation = nameOf(opcode);
        lastCxid = xid;
        lastZxid = zxid;
        lastResponseMs = nowMs;
        lastLatencyMs = latencyMs;
        minLatencyMs = Math.min(minLatencyMs, latencyMs);
        maxLatencyMs = Math.max(maxLatencyMs, latencyMs);
        latencies++;
        sumLatencyMs += latencyMs;
    }

    void sessionBegan(long nowMs, long latencyMs) {
        answered(OP_CREATE_SESSION, 0, lastZxid, nowMs, latencyMs);
    }

    void reset() {
        received = 0;
        sent = 0;
        lastOperation = NO_OPERATION;
        lastCxid = -1;
        lastZxid = -1;
        lastResponseMs = 0;
        lastLatencyMs = 0;
        minLatencyMs = Long.MAX_VALUE;
        maxLatencyMs = 0;
        latencies = 0;
        sumLatencyMs = 0;
    }

    long minLatencyMs() {
        return latencies == 0 ? 0 : minLatencyMs;
    }

    long maxLatencyMs() {
        return maxLatencyMs;
    }

    long averageLatencyMs() {
        return latencies == 0 ? 0 : sumLatencyMs / latencies;
    }

    static boolean isUpdate(int opcode) {
        return switch (opcode) {
            case OP_CREATE,
                    OP_CREATE2,
                    OP_CREATE_CONTAINER,
                    OP_CREATE_TTL,
                    OP_DELETE,
                    OP_SET_DATA,
                    OP_SET_ACL,
                    OP_MULTI,
                    OP_RECONFIG,
                    OP_CLOSE_SESSION -> true;
            default -> false;
        };
    }

    private static String nameOf(int opcode) {
        return switch (opcode) {
            case OP_CREATE_SESSION -> "SESS";
            case OP_PING -> "PING";
            case OP_CREATE, OP_CREATE2, OP_CREATE_CONTAINER, OP_CREATE_TTL -> "CREA";
            case OP_DELETE -> "DELE";
            case OP_SET_DATA -> "SETD";
            case OP_GET_DATA -> "GETD";
            case OP_EXISTS -> "EXIS";
            case OP_GET_CHILDREN, OP_GET_CHILDREN2 -> "GETC";
            case OP_GET_ALL_CHILDREN_NUMBER -> "GETACN";
            case OP_GET_ACL -> "GETA";
            case OP_SET_ACL -> "SETA";
            case OP_SYNC -> "SYNC";
            case OP_MULTI -> "MULT";
            case OP_MULTI_READ -> "MLTR";
            case OP_CHECK_WATCHES -> "CHKW";
            case OP_REMOVE_WATCHES -> "REMW";
            case OP_RECONFIG -> "RECO";
            case OP_SET_WATCHES -> "SETW";
            case OP_SET_WATCHES2 -> "STW2";
            case OP_ADD_WATCH -> "ADDW";
            case OP_GET_EPHEMERALS -> "GETE";
            case OP_WHO_AM_I -> "HOMI";
            case OP_CLOSE_SESSION -> "CLOS";
            default -> NO_OPERATION;
        };
    }
}
