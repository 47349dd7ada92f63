package io.quorate.server.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One {@code server.N} line (configuration 4.1). Hosts stay names: they are resolved when somebody connects.
 *
 * @param participant whether the member votes
 * @param addresses where its peers reach it, one at least
 * @param client where its clients do, or null when the line does not say
 */
record MemberLine(
        long id,
        boolean participant,
        List<EnsembleConfig.Address> addresses,
        @Nullable Place client) {
    private static final String FORM = " does not have the form server_config or server_config;client_config where"
            + " server_config is the pipe separated list of host:port:port or host:port:port:type and client_config is"
            + " port or host:port";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int HIGHEST_PORT = 65_535;

    MemberLine {
        addresses = List.copyOf(addresses);
    }

    /** Host and port as written. */
    record Place(String host, int port) {}

    /** An address with the role that stands behind it. */
    private record Spec(EnsembleConfig.Address address, boolean participant) {}

    /**
     * Reads a line.
     *
     * @param several whether it may list several addresses
     * @throws IllegalArgumentException with a sentence, but for its full stop, that says what is wrong
     */
    static MemberLine of(ZooCfg.Entry line, boolean several) {
        long id = number(line.key().substring("server.".length()), line.key() + " does not end in a number");
        String[] halves = line.value().split(";", -1);
        if (halves.length > 2) {
            throw new IllegalArgumentException(line.value() + FORM);
        }
        String[] texts = halves[0].split("\\|", -1);
        if (texts.length > 1 && !several) {
            throw new IllegalArgumentException(
                    "Multiple address feature is disabled, but multiple addresses were specified for sid " + id
                            + "; multiAddress.enabled=true allows them, once every member understands them");
        }
        List<Spec> specs = new ArrayList<>();
        for (String text : texts) {
            specs.add(spec(text.trim(), line));
        }
        boolean participant = specs.getFirst().participant();
        if (specs.stream().anyMatch(spec -> spec.participant() != participant)) {
            throw new IllegalArgumentException("Multiple addresses should have similar roles: " + line.value());
        }
        return new MemberLine(
                id,
                participant,
                specs.stream().map(Spec::address).toList(),
                halves.length == 2 ? client(halves[1].trim(), line) : null);
    }

    private static Spec spec(String text, ZooCfg.Entry line) {
        List<String> parts = hostAndMore(text, line);
        if (parts.size() < 3 || parts.size() > 4 || parts.getFirst().isEmpty()) {
            throw new IllegalArgumentException(line.value() + FORM);
        }
        int quorum = port(parts.get(1), text);
        int election = port(parts.get(2), text);
        if (quorum == election) {
            throw new IllegalArgumentException(
                    "Client and election port must be different! Please update the configuration file on "
                            + line.key());
        }
        String role = parts.size() == 4 ? parts.get(3).trim().toLowerCase(Locale.ROOT) : "participant";
        boolean participant = switch (role) {
            case "participant" -> true;
            case "observer" -> false;
            default -> throw new IllegalArgumentException("Unrecognised peertype: " + parts.get(3));
        };
        return new Spec(new EnsembleConfig.Address(parts.getFirst(), quorum, election), participant);
    }

    private static Place client(String text, ZooCfg.Entry line) {
        List<String> parts = hostAndMore(text, line);
        if (parts.size() > 2) {
            throw new IllegalArgumentException(line.value() + FORM);
        }
        return new Place(parts.size() == 2 ? parts.getFirst() : EVERYWHERE, port(parts.getLast(), text));
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

    private static int port(String text, String address) {
        String complaint = "Address unresolved: " + address;
        long port = number(text.trim(), complaint);
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(complaint);
        }
        return (int) port;
    }

    private static long number(String text, String complaint) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** What stands behind {@code server.N=} when members tell each other (quorum protocol 7.2). */
    String text() {
        String role = participant ? "participant" : "observer";
        String text = addresses.stream()
                .sorted(Comparator.comparing(EnsembleConfig.Address::host))
                .map(address -> address.quorum() + ":" + address.electionPort() + ":" + role)
                .collect(Collectors.joining("|"));
        return client == null ? text : text + ";" + clientText();
    }

    /** Where it takes clients, or empty. */
    String clientText() {
        return client == null ? "" : EnsembleConfig.bracketed(client.host()) + ":" + client.port();
    }
}
