package io.quorate.server.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Goes through the keys of a file and says which of them do not do what their writer may think. */
final class KeyReview {
    private static final List<String> MEMBERSHIP = List.of("server.", "group.", "weight.");
    private static final List<String> NOT_YET_FAMILIES = List.of("superUser.");

    private final Values values;
    private final boolean ensemble;
    private final Set<String> idle = new LinkedHashSet<>();

    private KeyReview(Values values, boolean ensemble) {
        this.values = values;
        this.ensemble = ensemble;
    }

    static void of(ZooCfg cfg, Values values, boolean ensemble) {
        KeyReview review = new KeyReview(values, ensemble);
        cfg.entries().forEach(review::entry);
        if (!review.idle.isEmpty()) {
            values.info("Keys that tune what Quorate does not have: " + String.join(", ", review.idle) + ".");
        }
        Catalogue.all().forEach(review::validate);
    }

    private void entry(ZooCfg.Entry entry) {
        String key = entry.key();
        Setting<?> setting = Catalogue.find(key);
        if (setting != null) {
            standing(entry, setting);
        } else if (startsWithAny(key, NOT_YET_FAMILIES)) {
            notYet(entry);
        } else if (!key.equals("version")
                && !key.startsWith(Providers.PREFIX)
                && !startsWithAny(key, MEMBERSHIP)
                && !key.startsWith("metricsProvider.")) {
            unknown(entry);
        }
    }

    private void standing(ZooCfg.Entry entry, Setting<?> setting) {
        switch (setting.standing()) {
            case IN_EFFECT, ENSEMBLE -> {}
            case NOT_YET -> notYet(entry);
            case ENSEMBLE_NOT_YET -> {
                if (ensemble) {
                    notYet(entry);
                }
            }
            case NOT_NEEDED -> idle.add(entry.key());
        }
    }

    private void notYet(ZooCfg.Entry entry) {
        values.warn("line " + entry.line() + ": " + entry.key() + " is not supported yet and has no effect.");
    }

    private void unknown(ZooCfg.Entry entry) {
        String key = entry.key();
        String hint = "";
        if (key.startsWith("zookeeper.") && Catalogue.find(key.substring("zookeeper.".length())) != null) {
            hint = "; in a file it is written without its prefix: " + key.substring("zookeeper.".length());
        } else {
            String near = nearest(key);
            hint = near.isEmpty() ? "" : "; did you mean " + near + "?";
        }
        values.warn("line " + entry.line() + ": unknown key " + key + " has no effect" + hint);
    }

    /** The key that differs only in case, or by one letter, or nothing. */
    private static String nearest(String key) {
        for (Setting<?> setting : Catalogue.all()) {
            if (setting.name().equalsIgnoreCase(key) || isOneEditApart(setting.name(), key)) {
                return setting.name();
            }
        }
        return "";
    }

    static boolean isOneEditApart(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = one.length() <= other.length() ? other : one;
        if (longer.length() - shorter.length() > 1) {
            return false;
        }
        int same = 0;
        while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
            same++;
        }
        int skip = longer.length() == shorter.length() ? same + 1 : same;
        return same < longer.length()
                && shorter.substring(Math.min(skip, shorter.length())).equals(longer.substring(same + 1));
    }

    /** Reads every value, wanted or not, so that a wrong one is found whatever it is for. */
    private void validate(Setting<?> setting) {
        if (values.isGiven(setting)) {
            values.find(setting);
        }
    }

    private static boolean startsWithAny(String key, List<String> prefixes) {
        return prefixes.stream().anyMatch(key::startsWith);
    }
}
