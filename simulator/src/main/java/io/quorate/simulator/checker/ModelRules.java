package io.quorate.simulator.checker;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths and ACLs as the protocol describes them (client protocol 2.4, 4.2, 4.3, 4.5), written for the model alone. */
final class ModelRules {
    private ModelRules() {}

    /** The full validation of a path. */
    static boolean isPath(String path) {
        if (path.equals("/")) {
            return true;
        }
        if (!path.startsWith("/") || path.endsWith("/")) {
            return false;
        }
        for (String name : path.substring(1).split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return path.chars().noneMatch(ModelRules::isForbidden);
    }

    private static boolean isForbidden(int c) {
        return c < 0x20 || (c > 0x7e && c < 0xa0) || (c >= 0xd800 && c <= 0xf8ff) || c > 0xffef;
    }

    /** The light check. */
    static boolean isLightlyFine(String path) {
        return path.contains("/") && !path.contains("\0");
    }

    /** What is before the last slash. */
    static String parent(String path) {
        String before = path.substring(0, path.lastIndexOf('/'));
        return before.isEmpty() ? "/" : before;
    }

    /** Whether one of the permissions is granted to one of the identities. */
    static boolean allows(List<Acl> acl, int permissions, List<Identity> who) {
        if (acl.isEmpty()) {
            return true;
        }
        for (Identity identity : who) {
            if (identity.scheme().equals("super")) {
                return true;
            }
        }
        for (Acl entry : acl) {
            if ((entry.perms() & permissions) != 0 && (isWorld(entry) || namesOneOf(entry, who))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWorld(Acl entry) {
        return "world".equals(entry.scheme()) && "anyone".equals(entry.id());
    }

    private static boolean namesOneOf(Acl entry, List<Identity> who) {
        String id = entry.id();
        if (id == null) {
            return false;
        }
        for (Identity identity : who) {
            if (identity.scheme().equals(entry.scheme())) {
                boolean same = switch (identity.scheme()) {
                    case "digest" -> identity.id().equals(id);
                    case "ip" -> isWithin(identity.id(), id);
                    default -> false;
                };
                if (same) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an IPv4 address is in a network. */
    private static boolean isWithin(String address, String network) {
        int slash = network.indexOf('/');
        int bits = slash < 0 ? 32 : Integer.parseInt(network.substring(slash + 1));
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        Long one = number(address);
        Long other = number(slash < 0 ? network : network.substring(0, slash));
        return one != null && other != null && (one & mask) == (other & mask);
    }

    private static @Nullable Long number(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long value = 0;
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return null;
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }

    /** The list as it is stored, or null if it cannot be. */
    static @Nullable List<Acl> stored(@Nullable List<Acl> asked, List<Identity> who) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        List<Acl> result = new ArrayList<>();
        for (Acl entry : new LinkedHashSet<>(asked)) {
            String scheme = entry.scheme();
            if (scheme == null) {
                return null;
            }
            switch (scheme) {
                case "auth" -> {
                    List<Acl> mine = who.stream()
                            .filter(identity -> identity.scheme().equals("digest"))
                            .map(identity -> new Acl(entry.perms(), "digest", identity.id()))
                            .toList();
                    if (mine.isEmpty()) {
                        return null;
                    }
                    result.addAll(mine);
                }
                case "world", "digest", "ip" -> {
                    if (!isWorld(entry) && !isFine(scheme, entry.id())) {
                        return null;
                    }
                    result.add(entry);
                }
                default -> {
                    return null;
                }
            }
        }
        return result;
    }

    private static boolean isFine(String scheme, @Nullable String id) {
        if (id == null) {
            return false;
        }
        return switch (scheme) {
            case "digest" -> id.split(":").length == 2;
            case "ip" -> {
                int slash = id.indexOf('/');
                boolean bits = slash < 0
                        || (id.substring(slash + 1).matches("[0-9]{1,2}")
                                && Integer.parseInt(id.substring(slash + 1)) <= 32);
                yield bits && number(slash < 0 ? id : id.substring(0, slash)) != null;
            }
            default -> false;
        };
    }
}
