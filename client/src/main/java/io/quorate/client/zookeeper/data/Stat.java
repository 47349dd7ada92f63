package io.quorate.client.zookeeper.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told about a znode besides its data. Filled in by calls that take one. */
public class Stat {
    private long czxid;
    private long mzxid;
    private long ctime;
    private long mtime;
    private int version;
    private int cversion;
    private int aversion;
    private long ephemeralOwner;
    private int dataLength;
    private int numChildren;
    private long pzxid;

    /** With nothing set. */
    public Stat() {}

    /** With everything set. */
    public Stat(
            long czxid,
            long mzxid,
            long ctime,
            long mtime,
            int version,
            int cversion,
            int aversion,
            long ephemeralOwner,
            int dataLength,
            int numChildren,
            long pzxid) {
        this.czxid = czxid;
        this.mzxid = mzxid;
        this.ctime = ctime;
        this.mtime = mtime;
        this.version = version;
        this.cversion = cversion;
        this.aversion = aversion;
        this.ephemeralOwner = ephemeralOwner;
        this.dataLength = dataLength;
        this.numChildren = numChildren;
        this.pzxid = pzxid;
    }

    /** Zxid of the txn that created the znode. */
    public long getCzxid() {
        return czxid;
    }

    /** Sets it. */
    public void setCzxid(long czxid) {
        this.czxid = czxid;
    }

    /** Zxid of the txn that last set its data. */
    public long getMzxid() {
        return mzxid;
    }

    /** Sets it. */
    public void setMzxid(long mzxid) {
        this.mzxid = mzxid;
    }

    /** When it was created, milliseconds since 1970. */
    public long getCtime() {
        return ctime;
    }

    /** Sets it. */
    public void setCtime(long ctime) {
        this.ctime = ctime;
    }

    /** When its data was last set, milliseconds since 1970. */
    public long getMtime() {
        return mtime;
    }

    /** Sets it. */
    public void setMtime(long mtime) {
        this.mtime = mtime;
    }

    /** Number of changes of the data. */
    public int getVersion() {
        return version;
    }

    /** Sets it. */
    public void setVersion(int version) {
        this.version = version;
    }

    /** Number of creations and deletions of children. */
    public int getCversion() {
        return cversion;
    }

    /** Sets it. */
    public void setCversion(int cversion) {
        this.cversion = cversion;
    }

    /** Number of changes of the ACL. */
    public int getAversion() {
        return aversion;
    }

    /** Sets it. */
    public void setAversion(int aversion) {
        this.aversion = aversion;
    }

    /** The session an ephemeral belongs to, else 0. */
    public long getEphemeralOwner() {
        return ephemeralOwner;
    }

    /** Sets it. */
    public void setEphemeralOwner(long ephemeralOwner) {
        this.ephemeralOwner = ephemeralOwner;
    }

    /** Length of the data in bytes. */
    public int getDataLength() {
        return dataLength;
    }

    /** Sets it. */
    public void setDataLength(int dataLength) {
        this.dataLength = dataLength;
    }

    /** Number of children. */
    public int getNumChildren() {
        return numChildren;
    }

    /** Sets it. */
    public void setNumChildren(int numChildren) {
        this.numChildren = numChildren;
    }

    /** Zxid of the txn that last created or deleted a child. */
    public long getPzxid() {
        return pzxid;
    }

    /** Sets it. */
    public void setPzxid(long pzxid) {
        this.pzxid = pzxid;
    }

    /** Takes over everything from another one. */
    public void copyFrom(Stat from) {
        czxid = from.czxid;
        mzxid = from.mzxid;
        ctime = from.ctime;
        mtime = from.mtime;
        version = from.version;
        cversion = from.cversion;
        aversion = from.aversion;
        ephemeralOwner = from.ephemeralOwner;
        dataLength = from.dataLength;
        numChildren = from.numChildren;
        pzxid = from.pzxid;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Stat that
                && czxid == that.czxid
                && mzxid == that.mzxid
                && ctime == that.ctime
                && mtime == that.mtime
                && version == that.version
                && cversion == that.cversion
                && aversion == that.aversion
                && ephemeralOwner == that.ephemeralOwner
                && dataLength == that.dataLength
                && numChildren == that.numChildren
                && pzxid == that.pzxid;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                czxid,
                mzxid,
                ctime,
                mtime,
                version,
                cversion,
                aversion,
                ephemeralOwner,
                dataLength,
                numChildren,
                pzxid);
    }

    @Override
    public String toString() {
        return czxid + "," + mzxid + "," + ctime + "," + mtime + "," + version + "," + cversion + "," + aversion + ","
                + ephemeralOwner + "," + dataLength + "," + numChildren + "," + pzxid + "\n";
    }
}
