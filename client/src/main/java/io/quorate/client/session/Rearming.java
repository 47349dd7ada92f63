package io.quorate.client.session;

import io.quorate.message.ReadRequest.SetWatches;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the watches that must be set again on a new link into requests that no server refuses for their length (client
 * protocol 1.3 and 11.5).
 */
final class Rearming {
    /** What the Apache client puts into one request, in bytes. */
    static final int USUAL_BYTES = 128 * 1024;

    private static final int TABLES = 5;
    /** Request header, zxid, and the counts of the five lists. */
    private static final int FIXED_BYTES = 2 * Integer.BYTES + Long.BYTES + TABLES * Integer.BYTES;

    private Rearming() {}

    /**
     * The requests.
     *
     * @param zxid the highest zxid seen in a reply
     * @param paths the five lists in the order of setWatches
     * @param maxFrameBytes what the server accepts; one path always fits, since it was sent before
     */
    static List<SetWatches> requests(long zxid, List<List<String>> paths, int maxFrameBytes) {
        int room = Math.min(maxFrameBytes, USUAL_BYTES);
        List<SetWatches> requests = new ArrayList<>();
        List<List<String>> batch = emptyLists();
        int bytes = FIXED_BYTES;
        for (int table = 0; table < TABLES; table++) {
            for (String path : paths.get(table)) {
                int more = Integer.BYTES + encodedLength(path);
                if (bytes + more > room && bytes > FIXED_BYTES) {
                    requests.add(request(zxid, batch));
                    batch = emptyLists();
                    bytes = FIXED_BYTES;
                }
                batch.get(table).add(path);
                bytes += more;
            }
        }
        if (bytes > FIXED_BYTES) {
            requests.add(request(zxid, batch));
        }
        return requests;
    }

    private static SetWatches request(long zxid, List<List<String>> batch) {
        return new SetWatches(zxid, batch.get(0), batch.get(1), batch.get(2), batch.get(3), batch.get(4));
    }

    private static List<List<String>> emptyLists() {
        List<List<String>> lists = new ArrayList<>(TABLES);
        for (int i = 0; i < TABLES; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    /** Every UTF-16 code unit is encoded for itself (client protocol 1.2). */
    private static int encodedLength(String path) {
        int bytes = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }
}
