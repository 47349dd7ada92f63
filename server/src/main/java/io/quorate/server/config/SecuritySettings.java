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

    static final Setting<Boolean> QUORUM_SASL = key("quorum.auth.enableSasl", FLAG)
            .byDefault("false")
            .forEnsemblesLater()
            .should("SASL between members.");
    static final Setting<Boolean> QUORUM_LEARNER_SASL = key("quorum.auth.learnerRequireSasl", FLAG)
            .byDefault("false")
            .forEnsemblesLater()
            .should("Insists on it when connecting.");
    static final Setting<Boolean> QUORUM_SERVER_SASL = key("quorum.auth.serverRequireSasl", FLAG)
            .byDefault("false")
            .forEnsemblesLater()
            .should("Insists on it when accepting.");

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
                    .forEnsemblesLater()
                    .rare("Canonical names of the members' hosts."),
            property("security.auth_to_local", TEXT)
                    .byDefault("DEFAULT")
                    .notYet()
                    .rare("Rules that map principals to names."),
            property("requireKerberosConfig", TRUE_IS_ON)
                    .byDefault("false")
                    .notYet()
                    .rare("Insists on a Kerberos configuration."),
            QUORUM_SASL,
            QUORUM_LEARNER_SASL,
            QUORUM_SERVER_SASL,
            key("quorum.auth.learner.saslLoginContext", TEXT)
                    .byDefault("QuorumLearner")
                    .forEnsemblesLater()
                    .rare("JAAS section for connecting."),
            key("quorum.auth.server.saslLoginContext", TEXT)
                    .byDefault("QuorumServer")
                    .forEnsemblesLater()
                    .rare("JAAS section for accepting."),
            key("quorum.auth.kerberos.servicePrincipal", TEXT)
                    .byDefault("zkquorum/localhost")
                    .forEnsemblesLater()
                    .rare("The members' service principal."),
            key("quorum.cnxn.threads.size", whole("threads", 0))
                    .byDefault("20")
                    .forEnsemblesLater()
                    .rare("Threads for links that authenticate."));

    private static final List<Setting<?>> ENFORCEMENT = List.of(property("ensembleAuthName", TEXT)
            .alias("zookeeper.ensembleAuthName")
            .notYet()
            .rare("Names that the ensemble scheme accepts."));

    static final Setting<String> X509_SUPER =
            property("X509AuthenticationProvider.superUser", TEXT).should("Certificate subject whom no ACL stops.");
    static final Setting<Boolean> FIPS = property("fips-mode", TRUE_IS_ON)
            .byDefault("true")
            .must("Leaves the judgement of certificates to the JVM's own trust manager.");
    static final Setting<Boolean> CERT_RELOAD = property("client.certReload", TRUE_IS_ON)
            .byDefault("false")
            .should("Reads the clients' key and trust stores again when they change, for new connections.");
    static final Setting<Long> HANDSHAKES = property(
                    "netty.server.outstandingHandshake.limit", number("handshakes", -1))
            .byDefault("-1")
            .rare("TLS handshakes under way together; -1 means any number.");
    static final Setting<String> TLS_SCHEME = property("ssl.authProvider", TEXT)
            .byDefault("x509")
            .rare("Scheme that judges clients' certificates; there is only x509.");

    private static final List<Setting<?>> TLS = List.of(
            X509_SUPER,
            FIPS,
            CERT_RELOAD,
            HANDSHAKES,
            property("netty.server.earlyDropSecureConnectionHandshakes", TRUE_IS_ON)
                    .byDefault("false")
                    .notNeeded()
                    .rare("Drops TLS connections while not serving; here nobody listens then."),
            TLS_SCHEME,
            property("ssl.sslProvider", oneOf("JDK", "OPENSSL", "OPENSSL_REFCNT"))
                    .byDefault("JDK")
                    .notNeeded()
                    .rare("Which TLS implementation serves clients; here it is always the JDK's."));

    static final List<Setting<?>> ALL = all();

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(
                DIGEST_ENABLED, SUPER_DIGEST, DIGEST_ALG, FORWARDED_FOR, ENFORCED, ENFORCED_SCHEMES, SASL_REQUIRED));
        all.addAll(SASL);
        all.addAll(ENFORCEMENT);
        all.addAll(TlsKeys.CLIENTS.all());
        all.addAll(TLS);
        all.addAll(TlsKeys.MEMBERS.all());
        return List.copyOf(all);
    }

    private SecuritySettings() {}
}
