package io.quorate.server.config;

import static io.quorate.server.config.Kinds.PLACE;
import static io.quorate.server.config.Kinds.SECRET;
import static io.quorate.server.config.Kinds.TEXT;
import static io.quorate.server.config.Kinds.TRUE_IS_ON;
import static io.quorate.server.config.Kinds.number;
import static io.quorate.server.config.Kinds.oneOf;
import static io.quorate.server.config.Setting.property;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The two sets of TLS settings, alike but for their prefix, two defaults, and that only ensembles have a use for one of
 * them (configuration 7.1).
 */
final class TlsKeys {
    static final TlsKeys CLIENTS = new TlsKeys("ssl.", false);
    static final TlsKeys MEMBERS = new TlsKeys("ssl.quorum.", true);

    final Store keyStore;
    final Store trustStore;
    final Setting<String> protocol;
    final Setting<String> enabledProtocols;
    final Setting<String> cipherSuites;
    final Setting<Boolean> hostnameVerification;
    final Setting<Boolean> clientHostnameVerification;
    final Setting<Boolean> reverseLookup;
    final Setting<Boolean> crl;
    final Setting<Boolean> ocsp;
    final Setting<String> clientAuth;
    private final List<Setting<?>> more;
    private final boolean members;

    /** The settings of one file. */
    record Store(
            String key,
            Setting<Path> location,
            Setting<String> password,
            Setting<Path> passwordPath,
            Setting<String> type) {}

    private TlsKeys(String prefix, boolean members) {
        this.members = members;
        String asked = Boolean.toString(members);
        keyStore = store(prefix + "keyStore");
        trustStore = store(prefix + "trustStore");
        protocol = draft(prefix + "protocol", TEXT)
                .byDefault("TLSv1.3")
                .should("Protocol, when enabledProtocols names none; TLSv1.3 and TLSv1.2 when neither is set.");
        enabledProtocols = draft(prefix + "enabledProtocols", TEXT).must("Protocols, separated by commas.");
        cipherSuites = draft(prefix + "ciphersuites", TEXT).should("Cipher suites, separated by commas.");
        hostnameVerification = draft(prefix + "hostnameVerification", TRUE_IS_ON)
                .byDefault("true")
                .must("Compares hosts with their certificates; without it the next two have no effect.");
        clientHostnameVerification = draft(prefix + "clientHostnameVerification", TRUE_IS_ON)
                .byDefault(asked)
                .should("The same for who connects: the certificate must name the address.");
        reverseLookup = draft(prefix + "allowReverseDnsLookup", TRUE_IS_ON)
                .byDefault(asked)
                .rare("Accepts the address's host name there too, unless fips-mode is on.");
        crl = draft(prefix + "crl", TRUE_IS_ON).byDefault("false").should("Asks revocation lists.");
        ocsp = draft(prefix + "ocsp", TRUE_IS_ON)
                .byDefault("false")
                .should("Asks OCSP, and revocation lists where that does not answer.");
        clientAuth = draft(prefix + "clientAuth", oneOf("none", "want", "need"))
                .byDefault("need")
                .must("Whether who connects shows a certificate.");
        more = List.of(
                unused(prefix + "context.supplier.class", TEXT).rare("Class that makes the TLS context."),
                unused(prefix + "handshakeDetectionTimeoutMillis", number("ms", Integer.MIN_VALUE))
                        .byDefault("5000")
                        .rare("How long a unified port of members waits to tell TLS from plain text."));
    }

    private Store store(String key) {
        return new Store(
                key,
                draft(key + ".location", PLACE).must("File of the " + key.substring(key.lastIndexOf('.') + 1) + "."),
                draft(key + ".password", SECRET).byDefault("").must("Its password."),
                draft(key + ".passwordPath", PLACE).must("File that holds its password, in place of the former."),
                draft(key + ".type", oneOf("JKS", "PEM", "PKCS12", "BCFKS"))
                        .must("Its format; unset means by the end of its name: .jks, .pem, .p12, .bcfks."));
    }

    private <T> Setting.Draft<T> draft(String name, Kind<T> kind) {
        return members ? property(name, kind).forEnsemblesLater() : property(name, kind);
    }

    private <T> Setting.Draft<T> unused(String name, Kind<T> kind) {
        return members
                ? property(name, kind).forEnsemblesLater()
                : property(name, kind).notNeeded();
    }

    List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>();
        for (Store store : List.of(keyStore, trustStore)) {
            all.addAll(List.of(store.location, store.password, store.passwordPath, store.type));
        }
        all.addAll(List.of(
                protocol,
                enabledProtocols,
                cipherSuites,
                hostnameVerification,
                clientHostnameVerification,
                reverseLookup,
                crl,
                ocsp,
                clientAuth));
        all.addAll(more);
        return all;
    }
}
