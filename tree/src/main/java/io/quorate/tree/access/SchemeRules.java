package io.quorate.tree.access;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules as the schemes make them (client protocol 4.2, 4.3). Immutable; safe for any thread. */
public final class SchemeRules implements AccessRules {
    private static final String WORLD = "world";
    private static final String ANYONE = "anyone";
    private static final String AUTH = "auth";
    /** An order, so that a list chosen to be slow to hash is not slow. */
    private static final Comparator<Acl> ANY_ORDER = Comparator.comparingInt(Acl::perms)
            .thenComparing(Acl::scheme, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Acl::id, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Schemes schemes;
    private final boolean skipAcl;

    /**
     * Rules by these schemes.
     *
     * @param skipAcl whether everybody may do everything (zookeeper.skipACL); what can be stored stays the same
     */
    public SchemeRules(Schemes schemes, boolean skipAcl) {
        this.schemes = schemes;
        this.skipAcl = skipAcl;
    }

    @Override
    public boolean allows(List<Acl> acl, int perms, List<Identity> who) {
        if (skipAcl || acl.isEmpty()) {
            return true;
        }
        for (int i = 0; i < acl.size(); i++) {
            Acl entry = acl.get(i);
            if ((entry.perms() & perms) != 0 && (isWorld(entry) || isMeant(entry, who))) {
                return true;
            }
        }
        return isSuper(who);
    }

    @Override
    public @Nullable List<Acl> normalise(@Nullable List<Acl> acl, List<Identity> who) {
        if (acl == null || acl.isEmpty()) {
            return null;
        }
        if (acl.equals(Acl.OPEN)) {
            return Acl.OPEN;
        }
        List<Acl> stored = new ArrayList<>(acl.size());
        Set<Acl> seen = new TreeSet<>(ANY_ORDER);
        for (Acl entry : acl) {
            if (seen.add(entry) && !store(entry, who, stored)) {
                return null;
            }
        }
        return List.copyOf(stored);
    }

    @Override
    public List<Acl> mask(List<Acl> acl) {
        List<Acl> masked = new ArrayList<>(acl.size());
        for (Acl entry : acl) {
            masked.add(DigestScheme.NAME.equals(entry.scheme()) ? masked(entry) : entry);
        }
        return masked;
    }

    @Override
    public List<Identity> describe(List<Identity> who) {
        List<Identity> users = new ArrayList<>(who.size());
        for (Identity identity : who) {
            Scheme scheme = schemes.find(identity.scheme());
            users.add(new Identity(identity.scheme(), scheme == null ? "" : scheme.userOf(identity.id())));
        }
        return users;
    }

    private static Acl masked(Acl entry) {
        String id = entry.id();
        int colon = id == null ? -1 : id.indexOf(':');
        return id == null || colon < 0 ? entry : new Acl(entry.perms(), entry.scheme(), id.substring(0, colon) + ":x");
    }

    private static boolean isWorld(Acl entry) {
        return WORLD.equals(entry.scheme()) && ANYONE.equals(entry.id());
    }

    private static boolean isSuper(List<Identity> who) {
        for (int i = 0; i < who.size(); i++) {
            if (who.get(i).scheme().equals(DigestScheme.SUPER)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMeant(Acl entry, List<Identity> who) {
        String id = entry.id();
        Scheme scheme = schemes.find(entry.scheme());
        if (scheme == null || id == null) {
            return false;
        }
        for (int i = 0; i < who.size(); i++) {
            Identity identity = who.get(i);
            if (identity.scheme().equals(entry.scheme()) && scheme.matches(identity.id(), id)) {
                return true;
            }
        }
        return false;
    }

    /** Adds what is stored in place of an entry; false if nothing can be. */
    private boolean store(Acl entry, List<Identity> who, List<Acl> stored) {
        if (isWorld(entry)) {
            stored.add(entry);
            return true;
        }
        if (AUTH.equals(entry.scheme())) {
            return storeCreators(entry.perms(), who, stored);
        }
        Scheme scheme = schemes.find(entry.scheme());
        String id = entry.id();
        if (scheme == null || id == null || !scheme.isValid(id)) {
            return false;
        }
        stored.add(entry);
        return true;
    }

    private boolean storeCreators(int perms, List<Identity> who, List<Acl> stored) {
        boolean hasCreator = false;
        for (Identity identity : who) {
            Scheme scheme = schemes.find(identity.scheme());
            if (scheme != null && scheme.identifiesCreators()) {
                stored.add(new Acl(perms, identity.scheme(), identity.id()));
                hasCreator = true;
            }
        }
        return hasCreator;
    }
}
