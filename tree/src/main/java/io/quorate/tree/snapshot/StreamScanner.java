package io.quorate.tree.snapshot;

import io.quorate.wire.ByteSink;
import io.quorate.wire.MalformedException;

/**
 * Finds the end of the snapshot that a leader sends, in which nothing says how long it is (quorum protocol 4.6). It is
 * fed what arrives, in pieces of any size, passes on everything before the signature and leaves alone what comes behind
 * it. It checks the structure and keeps nothing; what the znodes are worth is for {@link SnapshotDecoder} to judge.
 * Owned by one thread; after a {@link MalformedException} it is of no use any more.
 */
public final class StreamScanner {

    /** What is read next, behind the bytes that are passed over: a number, or one character. */
    private enum Part {
        SESSIONS,
        ACLS,
        ACL_ENTRIES,
        SCHEME,
        ID,
        PATH,
        PATH_START,
        DATA,
        SIGNATURE,
        SIGNATURE_CHARACTER,
        COMPLETE
    }

    private static final int ACL_ID_BYTES = Long.BYTES;
    private static final int PERMISSIONS_BYTES = Integer.BYTES;
    private static final int NULL = -1;

    private final int maxLength;
    private final ByteSink body;
    private Part part = Part.SESSIONS;
    /** Bytes to be passed over before the next number. */
    private long skip;

    private int missing = Integer.BYTES;
    private int number;
    private int aclsLeft;
    private int entriesLeft;
    private int pathLength;
    private int signed;
    private long znodes;
    private long scanned;

    /**
     * A scanner for one snapshot.
     *
     * @param maxLength longest string or buffer accepted, in bytes
     * @param body takes what is before the signature, within {@link #take}
     */
    public StreamScanner(int maxLength, ByteSink body) {
        this.maxLength = maxLength;
        this.body = body;
    }

    /**
     * Takes some more bytes.
     *
     * @return how many of them belong to the snapshot: all of them unless it {@link #isComplete()}
     * @throws MalformedException if this is not such a stream; it says what is wrong, and at which byte
     */
    public int take(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        int bodyEnd = offset;
        while (at < end && part != Part.COMPLETE) {
            boolean inBody = part.compareTo(Part.SIGNATURE) < 0;
            int before = at;
            if (skip > 0) {
                int passed = (int) Math.min(skip, end - at);
                skip -= passed;
                at += passed;
            } else {
                number = (number << Byte.SIZE) | (bytes[at] & 0xff);
                at++;
                missing--;
            }
            scanned += at - before;
            bodyEnd = inBody ? at : bodyEnd;
            if (missing == 0) {
                int complete = number;
                number = 0;
                missing = Integer.BYTES;
                advance(complete);
            }
        }
        if (bodyEnd > offset) {
            body.write(bytes, offset, bodyEnd - offset);
        }
        return at - offset;
    }

    /** Whether the signature has been seen. */
    public boolean isComplete() {
        return part == Part.COMPLETE;
    }

    /** Bytes of the snapshot so far, its signature included. */
    public long scanned() {
        return scanned;
    }

    private void advance(int value) {
        switch (part) {
            case SESSIONS -> {
                skip = (long) count(value, "sessions") * SnapshotFormat.SESSION_BYTES;
                part = Part.ACLS;
            }
            case ACLS -> {
                aclsLeft = count(value, "ACLs");
                nextAcl();
            }
            case ACL_ENTRIES -> {
                entriesLeft = count(value, "entries of an ACL");
                nextEntry();
            }
            case SCHEME -> {
                skip = Math.max(length(value, "a scheme"), 0);
                part = Part.ID;
            }
            case ID -> {
                skip = Math.max(length(value, "an id"), 0);
                entriesLeft--;
                nextEntry();
            }
            case PATH -> path(length(value, "a path"));
            case PATH_START -> pathStart(value);
            case DATA -> {
                skip = Math.max(length(value, "the data of a znode"), 0)
                        + (long) Long.BYTES
                        + SnapshotFormat.STAT_BYTES;
                part = Part.PATH;
            }
            case SIGNATURE -> {
                if (value != SnapshotFormat.SIGNATURE.length()) {
                    throw malformed("a signature of length " + value + " instead of " + SnapshotFormat.SIGNATURE);
                }
                character(Part.SIGNATURE_CHARACTER);
            }
            case SIGNATURE_CHARACTER -> signature(value);
            case COMPLETE -> throw new IllegalStateException("the snapshot is complete");
        }
    }

    private void nextAcl() {
        if (aclsLeft == 0) {
            part = Part.PATH;
            return;
        }
        aclsLeft--;
        skip += ACL_ID_BYTES;
        part = Part.ACL_ENTRIES;
    }

    private void nextEntry() {
        if (entriesLeft == 0) {
            nextAcl();
            return;
        }
        skip += PERMISSIONS_BYTES;
        part = Part.SCHEME;
    }

    /** The first znode is the root, whose path is empty; no other's is. */
    private void path(int length) {
        if (length == NULL || (length == 0) != (znodes == 0)) {
            throw malformed("znode " + znodes + " has a path of length " + length);
        }
        if (length == 0) {
            znode();
            return;
        }
        pathLength = length;
        character(Part.PATH_START);
    }

    private void pathStart(int character) {
        if (character != '/') {
            throw malformed("the path of znode " + znodes + " begins with byte " + character + " instead of a slash");
        }
        if (pathLength == 1) {
            part = Part.SIGNATURE;
            return;
        }
        skip = pathLength - 1L;
        znode();
    }

    private void znode() {
        znodes++;
        part = Part.DATA;
    }

    private void signature(int character) {
        if (character != SnapshotFormat.SIGNATURE.charAt(signed)) {
            throw malformed(
                    "byte " + character + " at place " + signed + " of the signature " + SnapshotFormat.SIGNATURE);
        }
        signed++;
        if (signed == SnapshotFormat.SIGNATURE.length()) {
            part = Part.COMPLETE;
        } else {
            character(Part.SIGNATURE_CHARACTER);
        }
    }

    private void character(Part next) {
        missing = 1;
        part = next;
    }

    private int count(int value, String what) {
        if (value < 0) {
            throw malformed("there cannot be " + value + " " + what);
        }
        return value;
    }

    private int length(int value, String what) {
        if (value < NULL || value > maxLength) {
            throw malformed("Unreasonable length = " + value + " of " + what + " (limit " + maxLength + ")");
        }
        return value;
    }

    private MalformedException malformed(String what) {
        return new MalformedException("before byte " + scanned + " of the snapshot that a leader sends: " + what);
    }
}
