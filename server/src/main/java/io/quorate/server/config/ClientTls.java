package io.quorate.server.config;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what clients are to find of TLS (configuration 7). */
final class ClientTls {
    private static final TlsKeys KEYS = TlsKeys.CLIENTS;
    private static final String X509 = "x509";
    /** An older name of "whatever there is". */
    private static final String ANY_VERSION = "TLS";

    private ClientTls() {}

    /** Whether anybody is to be spoken to in TLS. */
    static boolean isWanted(Values values) {
        return values.isGiven(ServiceSettings.SECURE_CLIENT_PORT) || values.get(ServiceSettings.PORT_UNIFICATION);
    }

    /**
     * The part of the configuration, or null without TLS.
     *
     * @param address where only TLS is spoken, or null
     */
    static ServerConfig.@Nullable Tls of(Values values, @Nullable InetSocketAddress address) {
        if (!isWanted(values)) {
            return null;
        }
        String scheme = values.get(SecuritySettings.TLS_SCHEME);
        if (!scheme.equals(X509)) {
            values.problem("No auth provider configured for the SSL authentication scheme '" + scheme
                    + "'. Remove ssl.authProvider, or set it to x509.");
        }
        ServerConfig.Tls.Store keys = store(values, KEYS.keyStore);
        if (keys == null) {
            values.problem("ssl.keyStore.location is not set, but secureClientPort or client.portUnification is: name"
                    + " the file that holds the server's key and certificate.");
            return null;
        }
        return new ServerConfig.Tls(
                address,
                values.get(ServiceSettings.PORT_UNIFICATION),
                keys,
                store(values, KEYS.trustStore),
                protocols(values),
                names(values.find(KEYS.cipherSuites)),
                values.get(KEYS.clientAuth),
                checks(values),
                Math.toIntExact(values.get(SecuritySettings.HANDSHAKES)),
                values.get(SecuritySettings.CERT_RELOAD));
    }

    private static ServerConfig.Tls.@Nullable Store store(Values values, TlsKeys.Store keys) {
        var location = values.find(keys.location());
        return location == null
                ? null
                : new ServerConfig.Tls.Store(
                        keys.key(),
                        location,
                        values.get(keys.password()),
                        values.find(keys.passwordPath()),
                        values.find(keys.type()));
    }

    /** ZooKeeper offers only its default where neither key is set, and says in its manual that it offers both. */
    private static List<String> protocols(Values values) {
        List<String> enabled = names(values.find(KEYS.enabledProtocols));
        if (!enabled.isEmpty() || !values.isGiven(KEYS.protocol)) {
            return enabled;
        }
        String protocol = values.get(KEYS.protocol);
        return protocol.equals(ANY_VERSION) ? List.of() : List.of(protocol);
    }

    private static ServerConfig.Tls.Checks checks(Values values) {
        boolean host = values.get(KEYS.hostnameVerification) && values.get(KEYS.clientHostnameVerification);
        boolean names = host && values.get(KEYS.reverseLookup) && !values.get(SecuritySettings.FIPS);
        return new ServerConfig.Tls.Checks(host, names, values.get(KEYS.crl), values.get(KEYS.ocsp));
    }

    private static List<String> names(@Nullable String list) {
        List<String> names = new ArrayList<>();
        for (String name : list == null ? new String[0] : list.split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.trim());
            }
        }
        return names;
    }
}
