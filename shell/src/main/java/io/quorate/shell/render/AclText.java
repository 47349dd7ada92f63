package io.quorate.shell.render;

import io.quorate.data.Acl;
import io.quorate.data.Permission;
import java.util.ArrayList;
import java.util.List;

/** Access control lists as {@code scheme:id:perms[,...]} and back. */
public final class AclText {
    private static final String LETTERS = "cdrwa";
    private static final List<Integer> BITS =
            List.of(Permission.CREATE, Permission.DELETE, Permission.READ, Permission.WRITE, Permission.ADMIN);

    private AclText() {}

    /**
     * {@return the letters of permission bits, in ZooKeeper's order}
     *
     * @param perms bits of {@link io.quorate.data.Permission}
     */
    public static String letters(int perms) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((perms & BITS.get(i)) != 0) {
                letters.append(LETTERS.charAt(i));
            }
        }
        return letters.toString();
    }

    /**
     * {@return one entry as it is written in commands}
     *
     * @param acl one entry
     */
    public static String text(Acl acl) {
        return acl.scheme() + ":" + acl.id() + ":" + letters(acl.perms());
    }

    /**
     * {@return entries between commas}
     *
     * @param text as in {@code setAcl}
     * @throws IllegalArgumentException with a sentence for people
     */
    public static List<Acl> parse(String text) {
        List<Acl> entries = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            int first = entry.indexOf(':');
            int last = entry.lastIndexOf(':');
            if (first < 0 || first == last) {
                throw new IllegalArgumentException(entry + " does not have the form scheme:id:perm");
            }
            entries.add(new Acl(
                    perms(entry.substring(last + 1)), entry.substring(0, first), entry.substring(first + 1, last)));
        }
        return entries;
    }

    /** ZooKeeper's shell passes over letters that it does not know, which takes more away than anybody meant. */
    private static int perms(String letters) {
        int perms = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int at = LETTERS.indexOf(letter);
            if (at < 0) {
                throw new IllegalArgumentException(
                        "Unknown perm type: " + letter + " (c creates, d deletes, r reads, w writes, a administers)");
            }
            perms |= BITS.get(at);
        }
        return perms;
    }
}
