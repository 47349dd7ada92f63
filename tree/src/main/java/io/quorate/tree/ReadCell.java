package io.quorate.tree;

import io.quorate.data.Acl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link FastReader} has read. Reused read after read by one thread; not to be kept. */
public final class ReadCell {
    /** Zxid of the state that was read. */
    public long lastZxid;
    /** Whether there is such a znode; if not, only {@link #lastZxid} means anything. */
    public boolean found;
    /** The data, shared with the tree; read only. */
    public byte @Nullable [] data;
    /** The ACL. */
    public List<Acl> acl = Acl.OPEN;
    /** The fields of its Stat, as a client sees them. */
    public long czxid;

    public long mzxid;
    public long pzxid;
    public long ctime;
    public long mtime;
    public int version;
    public int cversion;
    public int aversion;
    public long ephemeralOwner;
    public int numChildren;
}
