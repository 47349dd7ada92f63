package io.quorate.simulator.checker;

import io.quorate.data.ErrorCode;

/** C16, as far as a member goes that is never read-only: it grants full sessions and refuses no write as read-only. */
final class ReadWrite implements Checker {
    @Override
    public void check(Evidence evidence, Findings findings) {
        for (Entry entry : evidence.history().entries()) {
            if (entry instanceof Entry.Attached attached) {
                findings.require(
                        !attached.readOnly(),
                        Promise.C16,
                        attached.at(),
                        () -> "connection " + attached.connection() + " was granted a read-only session");
            } else if (entry instanceof Entry.Answered answered) {
                findings.require(
                        answered.error() != ErrorCode.NOT_READ_ONLY.number(),
                        Promise.C16,
                        answered.at(),
                        () -> "xid " + answered.xid() + " on connection " + answered.connection()
                                + " was refused as read-only");
            }
        }
    }
}
