package io.quorate.server.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines that say who belongs to the ensemble (configuration 4).
 *
 * @param all ascending by id
 * @param groups by the group's number the weights of its voters; empty when the majority decides
 * @param version of this membership
 */
record Members(List<MemberLine> all, SortedMap<Long, SortedMap<Long, Long>> groups, long version) {
    private static final int HEX = 16;
    private static final int SAFE = 3;

    Members {
        all = List.copyOf(all);
    }

    static Members of(ZooCfg cfg, Values values) {
        var dynamicFile = values.find(EnsembleSettings.DYNAMIC_FILE);
        if (dynamicFile == null) {
            return new Reading(cfg, values).members(versionIn(cfg, values));
        }
        for (ZooCfg.Entry line : cfg.entries()) {
            if (isMembership(line)) {
                values.problem("line " + line.line() + ": parameter: " + line.key()
                        + " must be in a separate dynamic config file.");
            }
        }
        ZooCfg dynamic = ZooCfg.parse(ConfigReader.textOf(dynamicFile));
        for (ZooCfg.Entry entry : dynamic.entries()) {
            if (entry.key().equals("version")) {
                values.problem("dynamic file shouldn't have version inside.");
            } else if (!isMembership(entry)) {
                values.problem("Unrecognised parameter: " + entry.key() + ".");
            }
        }
        return new Reading(dynamic, values).members(versionOf(dynamicFile.toString()));
    }

    private static boolean isMembership(ZooCfg.Entry entry) {
        return entry.key().startsWith("server.")
                || entry.key().startsWith("group")
                || entry.key().startsWith("weight");
    }

    private static long versionIn(ZooCfg cfg, Values values) {
        long version = 0;
        for (ZooCfg.Entry entry : cfg.entries()) {
            if (entry.key().equals("version")) {
                try {
                    version = Long.parseLong(entry.value(), HEX);
                } catch (NumberFormatException _) {
                    values.problem(
                            "line " + entry.line() + ": version=" + entry.value() + " is not a hexadecimal number.");
                }
            }
        }
        return version;
    }

    /** The hexadecimal number at the end of a dynamic file's name; 0 when there is none. */
    private static long versionOf(String file) {
        try {
            return Long.parseLong(file.substring(file.lastIndexOf('.') + 1), HEX);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** Line by line; of several with one id the last counts, as of all keys. */
    private static final class Reading {
        private final Values values;
        private final boolean several;
        private final SortedMap<Long, MemberLine> members = new TreeMap<>();
        private final Map<Long, Long> groupOf = new HashMap<>();
        private final Map<Long, Long> weights = new HashMap<>();
        private boolean hierarchical;

        Reading(ZooCfg cfg, Values values) {
            this.values = values;
            several = values.get(EnsembleSettings.MULTI_ADDRESS);
            for (ZooCfg.Entry line : cfg.entries()) {
                try {
                    read(line);
                } catch (IllegalArgumentException e) {
                    values.problem("line " + line.line() + ": " + e.getMessage() + ".");
                }
            }
        }

        private void read(ZooCfg.Entry line) {
            if (line.key().startsWith("server.")) {
                MemberLine member = MemberLine.of(line, several);
                members.put(member.id(), member);
            } else if (line.key().startsWith("group")) {
                hierarchical = true;
                long group = numberOf(line);
                for (String id : line.value().split(":", -1)) {
                    if (groupOf.putIfAbsent(number(id, line), group) != null) {
                        throw new IllegalArgumentException("Server " + id.trim() + " is in multiple groups");
                    }
                }
            } else if (line.key().startsWith("weight")) {
                hierarchical = true;
                long weight = number(line.value(), line);
                if (weight < 0) {
                    throw new IllegalArgumentException(line.key() + "=" + line.value() + " weighs less than nothing");
                }
                weights.put(numberOf(line), weight);
            }
        }

        private static long numberOf(ZooCfg.Entry line) {
            return number(line.key().substring(line.key().indexOf('.') + 1), line);
        }

        private static long number(String text, ZooCfg.Entry line) {
            try {
                return Long.parseLong(text.trim());
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException(line.key() + "=" + line.value() + " holds " + text.trim()
                        + " where a number is wanted: group.<number>=<server>:<server> or weight.<server>=<number>");
            }
        }

        Members members(long version) {
            SortedMap<Long, SortedMap<Long, Long>> groups = new TreeMap<>();
            if (hierarchical) {
                for (MemberLine member : members.values()) {
                    Long group = groupOf.remove(member.id());
                    if (!member.participant()) {
                        continue;
                    }
                    if (group == null) {
                        values.problem("Server " + member.id() + " is not in a group.");
                    } else {
                        groups.computeIfAbsent(group, _ -> new TreeMap<>())
                                .put(member.id(), weights.getOrDefault(member.id(), 1L));
                    }
                }
                groupOf.forEach((id, group) ->
                        values.warn("Server " + id + " is in group " + group + " and has no server line."));
                if (groups.values().stream()
                        .allMatch(group -> group.values().stream().allMatch(w -> w == 0))) {
                    values.problem("No server weighs anything: nobody could be elected. Correct the weight lines.");
                }
            }
            return new Members(List.copyOf(members.values()), groups, version);
        }
    }

    /** Where that member takes clients, or null when there is no such member or its line does not say. */
    MemberLine.@Nullable Place clientOf(long id) {
        for (MemberLine member : all) {
            if (member.id() == id) {
                return member.client();
            }
        }
        return null;
    }

    /** Where the only member takes clients, or null when the line does not say. */
    MemberLine.@Nullable Place onlyClient() {
        return all.size() == 1 ? all.getFirst().client() : null;
    }

    /** Whether this is a member of an ensemble rather than a server of its own (configuration 1.1). */
    boolean areAnEnsemble(Values values) {
        long participants = participants();
        return participants > 1 || (participants == 1 && !values.get(EnsembleSettings.STANDALONE_ENABLED));
    }

    private long participants() {
        return all.stream().filter(MemberLine::participant).count();
    }

    /** Says what is wrong with them, and what is not wise (configuration 1.4). */
    void check(Values values) {
        long participants = participants();
        long observers = all.size() - participants;
        boolean standalone = values.get(EnsembleSettings.STANDALONE_ENABLED);
        if (participants == 0) {
            if (!standalone) {
                values.problem("standaloneEnabled = false then number of participants should be >0.");
            } else if (observers > 0) {
                values.problem("Observers w/o participants is an invalid configuration.");
            }
        } else if (participants == 1 && standalone) {
            if (observers > 0) {
                values.problem("Observers w/o quorum is an invalid configuration.");
            }
            values.error("Invalid configuration, only one server specified (ignoring)");
        } else if (participants < SAFE) {
            values.warn("No server failure will be tolerated. You need at least 3 servers.");
        } else if (participants % 2 == 0) {
            values.warn("Non-optimal configuration, consider an odd number of servers.");
        }
    }
}
