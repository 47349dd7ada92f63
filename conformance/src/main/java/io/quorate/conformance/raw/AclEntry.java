package io.quorate.conformance.raw;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of an access list as it travels; scheme and id may be null, which servers must survive. */
public record AclEntry(
        int perms, @Nullable String scheme, @Nullable String id) {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int CREATE = 4;
    public static final int DELETE = 8;
    public static final int ADMIN = 16;
    public static final int ALL = 31;

    /** Everybody may do everything. */
    public static final List<AclEntry> OPEN = world(ALL);

    /** Everybody may do what {@code perms} says. */
    public static List<AclEntry> world(int perms) {
        return List.of(new AclEntry(perms, "world", "anyone"));
    }
}
