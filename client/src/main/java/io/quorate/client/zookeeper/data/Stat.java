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

    /**
     * With everything set.
     *
     * @param czxid zxid of its creation
     * @param mzxid zxid of the last change of data
     * @param ctime when it was created, milliseconds since 1970
     * @param mtime when its data were last set, milliseconds since 1970
     * @param version changes of data
     * @param cversion changes of children
     * @param aversion changes of the ACL
     * @param ephemeralOwner session id of an ephemeral, else 0
     * @param dataLength bytes of data
     * @param numChildren children
     * @param pzxid zxid of the last change of children
     */
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

    /** {@return zxid of the txn that created the znode} */
    public long getCzxid() {
        return czxid;
    }

    /**
     * Sets it.
     *
     * @param czxid zxid of its creation
     */
    public void setCzxid(long czxid) {
        this.czxid = czxid;
    }

    /** {@return zxid of the txn that last set its data} */
    public long getMzxid() {
        return mzxid;
    }

    /**
     * Sets it.
     *
     * @param mzxid zxid of the last change of data
     */
    public void setMzxid(long mzxid) {
        this.mzxid = mzxid;
    }

    /** {@return when it was created, milliseconds since 1970} */
    public long getCtime() {
        return ctime;
    }

    /**
     * Sets it.
     *
     * @param ctime when it was created, milliseconds since 1970
     */
    public void setCtime(long ctime) {
        this.ctime = ctime;
    }

    /** {@return when its data was last set, milliseconds since 1970} */
    public long getMtime() {
        return mtime;
    }

    /**
     * Sets it.
     *
     * @param mtime when its data were last set, milliseconds since 1970
     */
    public void setMtime(long mtime) {
        this.mtime = mtime;
    }

    /** {@return number of changes of the data} */
    public int getVersion() {
        return version;
    }

    /**
     * Sets it.
     *
     * @param version changes of data
     */
    public void setVersion(int version) {
        this.version = version;
    }

    /** {@return number of creations and deletions of children} */
    public int getCversion() {
        return cversion;
    }

    /**
     * Sets it.
     *
     * @param cversion changes of children
     */
    public void setCversion(int cversion) {
        this.cversion = cversion;
    }

    /** {@return number of changes of the ACL} */
    public int getAversion() {
        return aversion;
    }

    /**
     * Sets it.
     *
     * @param aversion changes of the ACL
     */
    public void setAversion(int aversion) {
        this.aversion = aversion;
    }

    /** {@return the session an ephemeral belongs to, else 0} */
    public long getEphemeralOwner() {
        return ephemeralOwner;
    }

    /**
     * Sets it.
     *
     * @param ephemeralOwner session id of an ephemeral, else 0
     */
    public void setEphemeralOwner(long ephemeralOwner) {
        this.ephemeralOwner = ephemeralOwner;
    }

    /** {@return length of the data in bytes} */
    public int getDataLength() {
        return dataLength;
    }

    /**
     * Sets it.
     *
     * @param dataLength bytes of data
     */
    public void setDataLength(int dataLength) {
        this.dataLength = dataLength;
    }

    /** {@return number of children} */
    public int getNumChildren() {
        return numChildren;
    }

    /**
     * Sets it.
     *
     * @param numChildren children
     */
    public void setNumChildren(int numChildren) {
        this.numChildren = numChildren;
    }

    /** {@return zxid of the txn that last created or deleted a child} */
    public long getPzxid() {
        return pzxid;
    }

    /**
     * Sets it.
     *
     * @param pzxid zxid of the last change of children
     */
    public void setPzxid(long pzxid) {
        this.pzxid = pzxid;
    }

    /**
     * Takes over everything from another one.
     *
     * @param from is not changed
     */
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
