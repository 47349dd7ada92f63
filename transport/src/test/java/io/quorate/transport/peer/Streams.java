package io.quorate.transport.peer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Snapshots as a leader sends them (quorum protocol 4.6). */
final class Streams {
    private static final int STAT_BYTES = 60;
    private static final int SIGNATURE_BYTES = Integer.BYTES + "BenWasHere".length();

    private Streams() {}

    /** So many znodes below the root, each with so much data. */
    static byte[] of(int znodes, int dataBytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0);
        out.writeInt(0);
        znode(out, "", 0);
        for (int i = 0; i < znodes; i++) {
            znode(out, "/znode-" + i, dataBytes);
        }
        string(out, "/");
        string(out, "BenWasHere");
        return bytes.toByteArray();
    }

    private static void znode(DataOutputStream out, String path, int dataBytes) throws IOException {
        string(out, path);
        out.writeInt(dataBytes);
        out.write(new byte[dataBytes]);
        out.writeLong(-1);
        out.write(new byte[STAT_BYTES]);
    }

    private static void string(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] withoutSignature(byte[] stream) {
        return Arrays.copyOf(stream, stream.length - SIGNATURE_BYTES);
    }
}
