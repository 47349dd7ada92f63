package io.quorate.server.config;

import static io.quorate.server.config.Kinds.FLAG;
import static io.quorate.server.config.Kinds.PLACE;
import static io.quorate.server.config.Kinds.SECRET;
import static io.quorate.server.config.Kinds.TEXT;
import static io.quorate.server.config.Kinds.TRUE_IS_ON;
import static io.quorate.server.config.Kinds.number;
import static io.quorate.server.config.Kinds.oneOf;
import static io.quorate.server.config.Kinds.whole;
import static io.quorate.server.config.Setting.jvm;
import static io.quorate.server.config.Setting.key;
import static io.quorate.server.config.Setting.property;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may do what, and TLS. */
final class SecuritySettings {
    static final Setting<Boolean> DIGEST_ENABLED = property("DigestAuthenticationProvider.enabled", TRUE_IS_ON)
            .byDefault("true")
            .should("Whether the digest scheme is there.");
    static final Setting<String> SUPER_DIGEST = property("DigestAuthenticationProvider.superDigest", SECRET)
            .must("super:base64(sha1(\"super:password\")): the user whom no ACL stops.");
    static final Setting<String> DIGEST_ALG = property(
                    "DigestAuthenticationProvider.digestAlg",
                    oneOf("SHA1", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"))
            .byDefault("SHA1")
            .rare("Hash of the digest scheme.");
    static final Setting<Boolean> FORWARDED_FOR = property("IPAuthenticationProvider.usexforwardedfor", TRUE_IS_ON)
            .byDefault("false")
            .notYet()
            .rare("Takes the address of an AdminServer's client from X-Forwarded-For.");

    static final Setting<Boolean> ENFORCED = property("enforce.auth.enabled", TRUE_IS_ON)
            .byDefault("false")
            .should("Serves only clients that have passed one of the schemes below.");
    static final Setting<String> ENFORCED_SCHEMES = property("enforce.auth.schemes", TEXT)
            .alias("enforce.auth.scheme")
            .byDefault("")
            .should("Those schemes, separated by commas.");
    static final Setting<Boolean> SASL_REQUIRED = property("sessionRequireClientSASLAuth", TRUE_IS_ON)
            .byDefault("false")
            .should("The same with the scheme sasl; refused until there is SASL.");

    private static final List<Setting<?>> SASL = List.of(
            property("superUser", TEXT).alias("zookeeper.superUser").notYet().should("SASL user whom no ACL stops."),
            property("letAnySaslUserDoX", TEXT).notYet().rare("ACL expression that every SASL user matches."),
            property("SASLAuthenticationProvider.superPassword", SECRET)
                    .notYet()
                    .rare("Password of the DIGEST-MD5 user super."),
            property("allowSaslFailedClients", TRUE_IS_ON)
                    .byDefault("false")
                    .notYet()
                    .rare("Keeps connections whose SASL failed."),
            jvm("java.security.auth.login.config", PLACE).notYet().must("The JAAS file."),
            property("sasl.serverconfig", TEXT).byDefault("Server").notYet().should("JAAS section for clients."),
            property("kinit", PLACE).byDefault("/usr/bin/kinit").notYet().rare("Renews the ticket cache."),
            property("kerberos.minReLoginTimeMs", number("ms", 0))
                    .byDefault("60000")
                    .notYet()
                    .rare("Least time between logins."),
            property("kerberos.removeHostFromPrincipal", TRUE_IS_ON)
                    .byDefault("false")
                    .notYet()
                    .should("Shortens principals."),
            property("kerberos.removeRealmFromPrincipal", TRUE_IS_ON)
                    .byDefault("false")
                    .notYet()
                    .should("Shortens principals."),
            property("kerberos.canonicalizeHostNames", TRUE_IS_ON)
                    .byDefault("false")
                    .forEnsembles()
                    .rare("Canonical names of the members' hosts."),
            property("security.auth_to_local", TEXT)
                    .byDefault("DEFAULT")
                    .notYet()
                    .rare("Rules that map principals to names."),
            property("requireKerberosConfig", TRUE_IS_ON)
                    .byDefault("false")
                    .notYet()
                    .rare("Insists on a Kerberos configuration."),
            key("quorum.auth.enableSasl", FLAG)
                    .byDefault("false")
                    .forEnsembles()
                    .should("SASL between members."),
            key("quorum.auth.learnerRequireSasl", FLAG)
                    .byDefault("false")
                    .forEnsembles()
                    .should("Insists on it when connecting."),
            key("quorum.auth.serverRequireSasl", FLAG)
                    .byDefault("false")
                    .forEnsembles()
                    .should("Insists on it when accepting."),
            key("quorum.auth.learner.saslLoginContext", TEXT)
                    .byDefault("QuorumLearner")
                    .forEnsembles()
                    .rare("JAAS section for connecting."),
            key("quorum.auth.server.saslLoginContext", TEXT)
                    .byDefault("QuorumServer")
                    .forEnsembles()
                    .rare("JAAS section for accepting."),
            key("quorum.auth.kerberos.servicePrincipal", TEXT)
                    .byDefault("zkquorum/localhost")
                    .forEnsembles()
                    .rare("The members' service principal."),
            key("quorum.cnxn.threads.size", whole("threads", 0))
                    .byDefault("20")
                    .forEnsembles()
                    .rare("Threads for links that authenticate."));

    private static final List<Setting<?>> ENFORCEMENT = List.of(
            property("ensembleAuthName", TEXT)
                    .alias("zookeeper.ensembleAuthName")
                    .notYet()
                    .rare("Names that the ensemble scheme accepts."),
            property("X509AuthenticationProvider.superUser", TEXT)
                    .notYet()
                    .should("Certificate subject whom no ACL stops."),
            property("fips-mode", TRUE_IS_ON)
                    .byDefault("true")
                    .notYet()
                    .must("Keeps to what FIPS allows; matters with TLS and SASL."),
            property("client.certReload", TRUE_IS_ON)
                    .byDefault("false")
                    .notYet()
                    .should("Reloads the clients' key and trust stores when they change."),
            property("netty.server.outstandingHandshake.limit", number("handshakes", -1))
                    .byDefault("-1")
                    .notYet()
                    .rare("TLS handshakes under way together; -1 means any number."),
            property("netty.server.earlyDropSecureConnectionHandshakes", TRUE_IS_ON)
                    .byDefault("false")
                    .notYet()
                    .rare("Drops TLS connections while not serving."));

    static final List<Setting<?>> ALL = all();

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(
                DIGEST_ENABLED, SUPER_DIGEST, DIGEST_ALG, FORWARDED_FOR, ENFORCED, ENFORCED_SCHEMES, SASL_REQUIRED));
        all.addAll(SASL);
        all.addAll(ENFORCEMENT);
        all.addAll(tls("ssl.", false));
        all.add(property("ssl.authProvider", TEXT)
                .byDefault("x509")
                .notYet()
                .rare("Scheme that judges clients' certificates."));
        all.add(property("ssl.sslProvider", oneOf("JDK", "OPENSSL", "OPENSSL_REFCNT"))
                .byDefault("JDK")
                .notYet()
                .rare("Which TLS implementation serves clients."));
        all.addAll(tls("ssl.quorum.", true));
        return List.copyOf(all);
    }

    /** The two sets of TLS settings, alike but for their prefix and two defaults (configuration 7.1). */
    private static List<Setting<?>> tls(String prefix, boolean quorum) {
        List<Setting<?>> all = new ArrayList<>();
        for (String store : List.of("keyStore", "trustStore")) {
            all.add(tls(quorum, prefix + store + ".location", PLACE, null, "File of the " + store + "."));
            all.add(tls(quorum, prefix + store + ".password", SECRET, null, "Its password."));
            all.add(tls(quorum, prefix + store + ".passwordPath", PLACE, null, "File that holds its password."));
            all.add(tls(quorum, prefix + store + ".type", oneOf("JKS", "PEM", "PKCS12", "BCFKS"), null, "Its format."));
        }
        String asked = Boolean.toString(quorum);
        all.add(tls(quorum, prefix + "protocol", TEXT, "TLSv1.3", "Protocol of the TLS context."));
        all.add(tls(quorum, prefix + "enabledProtocols", TEXT, null, "Protocols, separated by commas."));
        all.add(tls(quorum, prefix + "ciphersuites", TEXT, null, "Cipher suites, separated by commas."));
        all.add(tls(quorum, prefix + "context.supplier.class", TEXT, null, "Class that makes the TLS context."));
        all.add(tls(
                quorum, prefix + "hostnameVerification", TRUE_IS_ON, "true", "Compares host names with certificates."));
        all.add(tls(quorum, prefix + "clientHostnameVerification", TRUE_IS_ON, asked, "The same for who connects."));
        all.add(tls(quorum, prefix + "allowReverseDnsLookup", TRUE_IS_ON, asked, "Looks names up for it."));
        all.add(tls(quorum, prefix + "crl", TRUE_IS_ON, "false", "Asks revocation lists."));
        all.add(tls(quorum, prefix + "ocsp", TRUE_IS_ON, "false", "Asks OCSP."));
        all.add(tls(
                quorum,
                prefix + "clientAuth",
                oneOf("none", "want", "need"),
                "need",
                "Certificates from who connects."));
        all.add(tls(
                quorum,
                prefix + "handshakeDetectionTimeoutMillis",
                number("ms", Integer.MIN_VALUE),
                "5000",
                "How long a unified port waits to tell TLS from plain text."));
        return all;
    }

    private static <T> Setting<T> tls(
            boolean quorum, String name, Kind<T> kind, @Nullable String defaultText, String sentence) {
        Setting.Draft<T> draft = property(name, kind);
        if (defaultText != null) {
            draft = draft.byDefault(defaultText);
        }
        return quorum ? draft.forEnsembles().should(sentence) : draft.notYet().must(sentence);
    }

    private SecuritySettings() {}
}
