package io.quorate.data;

/** Permission bits of an {@link Acl} (client protocol 4.1). */
public final class Permission {
    /** Read data, Stat and children, and receive events. */
    public static final int READ = 1;
    /** Set the data. */
    public static final int WRITE = 2;
    /** Create children. */
    public static final int CREATE = 4;
    /** Delete children. */
    public static final int DELETE = 8;
    /** Set the ACL, and see it unmasked. */
    public static final int ADMIN = 16;
    /** All five. */
    public static final int ALL = 31;

    private Permission() {}
}
