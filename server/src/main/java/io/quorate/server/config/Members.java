package io.quorate.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code server.N} lines (configuration 4). This version serves alone: it reads them to tell an ensemble from a
 * single server and to find a single server's client address.
 *
 * @param all in the order of the file
 */
record Members(List<Member> all) {
    private static final String FORM = " does not have the form server_config or server_config;client_config where"
            + " server_config is the pipe separated list of host:port:port or host:port:port:type and client_config is"
            + " port or host:port";

    Members {
        all = List.copyOf(all);
    }

    /**
     * One line.
     *
     * @param client host and port for clients, or null
     */
    record Member(long id, boolean participant, @Nullable Place client) {}

    /** Host and port as written. */
    record Place(String host, int port) {}

    static Members of(ZooCfg cfg, Values values) {
        var dynamicFile = values.find(EnsembleSettings.DYNAMIC_FILE);
        List<ZooCfg.Entry> lines = membership(cfg);
        if (dynamicFile != null) {
            for (ZooCfg.Entry line : lines) {
                values.problem("line " + line.line() + ": parameter: " + line.key()
                        + " must be in a separate dynamic config file.");
            }
            ZooCfg dynamic = ZooCfg.parse(ConfigReader.textOf(dynamicFile));
            lines = membership(dynamic);
            unrecognised(dynamic, lines, values);
        }
        List<Member> members = new ArrayList<>();
        for (ZooCfg.Entry line : lines) {
            if (line.key().startsWith("server.")) {
                add(members, line, values);
            }
        }
        return new Members(members);
    }

    private static List<ZooCfg.Entry> membership(ZooCfg cfg) {
        return cfg.entries().stream()
                .filter(entry -> entry.key().startsWith("server.")
                        || entry.key().startsWith("group")
                        || entry.key().startsWith("weight"))
                .toList();
    }

    private static void unrecognised(ZooCfg dynamic, List<ZooCfg.Entry> known, Values values) {
        for (ZooCfg.Entry entry : dynamic.entries()) {
            if (entry.key().equals("version")) {
                values.problem("dynamic file shouldn't have version inside.");
            } else if (!known.contains(entry)) {
                values.problem("Unrecognised parameter: " + entry.key() + ".");
            }
        }
    }

    private static void add(List<Member> members, ZooCfg.Entry line, Values values) {
        try {
            members.add(member(line));
        } catch (IllegalArgumentException e) {
            values.problem("line " + line.line() + ": " + e.getMessage() + ".");
        }
    }

    private static Member member(ZooCfg.Entry line) {
        long id = number(line.key().substring("server.".length()), line.key() + " does not end in a number");
        String[] halves = line.value().split(";", -1);
        if (halves.length > 2) {
            throw new IllegalArgumentException(line.value() + FORM);
        }
        Boolean participant = null;
        for (String address : halves[0].split("\\|", -1)) {
            boolean role = isParticipant(address.trim(), line);
            if (participant != null && participant != role) {
                throw new IllegalArgumentException("Multiple addresses should have similar roles: " + line.value());
            }
            participant = role;
        }
        return new Member(
                id, Boolean.TRUE.equals(participant), halves.length == 2 ? client(halves[1].trim(), line) : null);
    }

    private static boolean isParticipant(String address, ZooCfg.Entry line) {
        List<String> parts = hostAndMore(address, line);
        if (parts.size() < 3 || parts.size() > 4) {
            throw new IllegalArgumentException(line.value() + FORM);
        }
        long quorum = port(parts.get(1), address);
        long election = port(parts.get(2), address);
        if (quorum == election) {
            throw new IllegalArgumentException(
                    "Client and election port must be different! Please update the configuration file on "
                            + line.key());
        }
        String role = parts.size() == 4 ? parts.get(3).toLowerCase(Locale.ROOT) : "participant";
        return switch (role) {
            case "participant" -> true;
            case "observer" -> false;
            default -> throw new IllegalArgumentException("Unrecognised peertype: " + parts.get(3));
        };
    }

    private static Place client(String text, ZooCfg.Entry line) {
        List<String> parts = hostAndMore(text, line);
        if (parts.size() > 2) {
            throw new IllegalArgumentException(line.value() + FORM);
        }
        String port = parts.getLast();
        return new Place(parts.size() == 2 ? parts.getFirst() : "0.0.0.0", (int) port(port, text));
    }

    /** Parts between colons; a host in brackets is one part. */
    private static List<String> hostAndMore(String text, ZooCfg.Entry line) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            if (end < 0 || (end + 1 < rest.length() && rest.charAt(end + 1) != ':')) {
                throw new IllegalArgumentException(line.value() + FORM);
            }
            parts.add(rest.substring(1, end));
            rest = end + 2 <= rest.length() ? rest.substring(end + 2) : "";
        }
        parts.addAll(List.of(rest.split(":", -1)));
        return parts;
    }

    private static long port(String text, String address) {
        return number(text, "Address unresolved: " + address);
    }

    private static long number(String text, String complaint) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Where the only member takes clients, or null when the line does not say. */
    @Nullable
    Place onlyClient() {
        return all.size() == 1 ? all.getFirst().client() : null;
    }

    /** Tells configurations of ensembles from those of a single server, and what is wrong with either. */
    void refuseEnsembles(Values values) {
        long participants = all.stream().filter(Member::participant).count();
        long observers = all.size() - participants;
        boolean standalone = values.get(EnsembleSettings.STANDALONE_ENABLED);
        if (participants == 0 && observers > 0) {
            values.problem("Observers w/o participants is an invalid configuration.");
        } else if (participants == 1 && observers > 0 && standalone) {
            values.problem("Observers w/o quorum is an invalid configuration.");
        } else if (participants > 1) {
            values.problem(
                    "The server lines name " + participants + " participants. This version of Quorate serves alone;"
                            + " ensembles are not in it yet. For a standalone server remove the server lines.");
        } else if (!standalone) {
            values.problem(
                    participants == 0
                            ? "standaloneEnabled = false then number of participants should be >0."
                            : "standaloneEnabled=false asks for an ensemble of one. This version of Quorate serves"
                                    + " alone; ensembles are not in it yet. For a standalone server remove"
                                    + " standaloneEnabled.");
        } else if (participants == 1) {
            values.error("Invalid configuration, only one server specified (ignoring)");
        }
    }
}
