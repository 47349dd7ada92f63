package io.quorate.shell.command;

import io.quorate.client.Op;
import io.quorate.client.OpResult;
import io.quorate.client.StateException;
import io.quorate.data.ErrorCode;
import io.quorate.shell.ErrorText;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.util.ArrayList;
import java.util.List;

/** Changes that are sent together, each batch all or nothing. */
final class Batch {
    private static final int MOST_BYTES = 256 * 1024;
    /** What a part costs besides path and data. */
    private static final int PART_BYTES = 64;

    private final Shell shell;
    private final int mostParts;
    private final List<Op> parts = new ArrayList<>();
    private int bytes;
    private int done;

    Batch(Shell shell, int mostParts) {
        this.shell = shell;
        this.mostParts = mostParts;
    }

    /** One more change; it is sent with others when they are enough. */
    void add(Op part, int dataBytes) throws InterruptedException {
        int size = PART_BYTES + part.path().length() + dataBytes;
        if (bytes + size > MOST_BYTES) {
            send();
        }
        parts.add(part);
        bytes += size;
        if (parts.size() >= mostParts) {
            send();
        }
    }

    /**
     * Sends what is left.
     *
     * @throws Refusal for the first part that cannot be done; then nothing of its batch is
     */
    void send() throws InterruptedException {
        if (parts.isEmpty()) {
            return;
        }
        try {
            shell.await(shell.client().transaction(List.copyOf(parts)));
        } catch (StateException refused) {
            throw new Refusal(culprit(refused));
        }
        done += parts.size();
        parts.clear();
        bytes = 0;
    }

    /** Parts before the one that failed are told as done, those after it as not tried. */
    private String culprit(StateException refused) {
        for (int i = 0; i < Math.min(parts.size(), refused.results().size()); i++) {
            if (refused.results().get(i) instanceof OpResult.Failed(ErrorCode code) && code == refused.code()) {
                return ErrorText.of(code, parts.get(i).path(), String.valueOf(refused.getMessage()));
            }
        }
        return String.valueOf(refused.getMessage());
    }

    /** How many changes have been made. */
    int done() {
        return done;
    }
}
