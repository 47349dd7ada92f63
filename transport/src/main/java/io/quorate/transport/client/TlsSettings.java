package io.quorate.transport.client;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the door speaks TLS (client protocol 1.13, configuration 7).
 *
 * @param addresses where it listens for TLS alone; may be empty
 * @param unified whether the plain addresses take TLS as well
 * @param keyStore the server's key and certificates
 * @param trustStore whom to believe when clients show certificates; null for the JVM's own
 * @param protocols enabled protocols; empty for TLSv1.3 and TLSv1.2
 * @param cipherSuites enabled cipher suites; empty for Netty's choice among the JVM's
 * @param clientAuth what is asked of clients
 * @param checks what else a client's certificate must pass
 * @param maxHandshakes handshakes that may be under way together; 0 or less for any number
 */
public record TlsSettings(
        List<InetSocketAddress> addresses,
        boolean unified,
        Store keyStore,
        @Nullable Store trustStore,
        List<String> protocols,
        List<String> cipherSuites,
        ClientAuth clientAuth,
        Checks checks,
        int maxHandshakes) {
    public TlsSettings {
        addresses = List.copyOf(addresses);
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
    }

    /** With the ordinary checks, and any number of handshakes. */
    public TlsSettings(
            List<InetSocketAddress> addresses,
            boolean unified,
            Store keyStore,
            @Nullable Store trustStore,
            List<String> protocols,
            List<String> cipherSuites,
            ClientAuth clientAuth) {
        this(addresses, unified, keyStore, trustStore, protocols, cipherSuites, clientAuth, Checks.ORDINARY, -1);
    }

    /** What is asked of clients. */
    public enum ClientAuth {
        /** No certificate. */
        NONE,
        /** A certificate, if they have one. */
        WANT,
        /** A certificate. */
        NEED
    }

    /**
     * What a client's certificate must pass besides leading to somebody who is trusted.
     *
     * @param host how it is compared with where the client is
     * @param crl whether revocation lists are asked
     * @param ocsp whether OCSP is asked; before the lists, if both are
     */
    public record Checks(Host host, boolean crl, boolean ocsp) {
        /** No more than that. */
        public static final Checks ORDINARY = new Checks(Host.ANY, false, false);
    }

    /** How a client's certificate is compared with the address it comes from (configuration 7.1 and 7.7). */
    public enum Host {
        /** Not at all. */
        ANY,
        /** The JVM looks for the address in it. */
        ADDRESS,
        /** The address must be in it, or the name that the resolver has for the address. */
        ADDRESS_OR_NAME
    }

    /**
     * A file with keys or certificates.
     *
     * @param key what its settings begin with, for messages: {@code ssl.keyStore}
     * @param password may be empty
     * @param passwordFile holds the password, in place of {@code password}; null when there is no such file
     * @param type null to tell by the name of the file
     */
    public record Store(
            String key,
            Path location,
            String password,
            @Nullable Path passwordFile,
            @Nullable StoreType type) {

        /** Without the password. */
        @Override
        public String toString() {
            return key + ".location=" + location;
        }
    }

    /** The formats. */
    public enum StoreType {
        /** Java's own. */
        JKS,
        /** Text: a private key in PKCS#8 and certificates. */
        PEM,
        /** The common one. */
        PKCS12,
        /** Bouncy Castle's; needs its provider in the JVM. */
        BCFKS;

        /** By the end of the file's name (configuration 7.2), or null when it does not tell. */
        static @Nullable StoreType of(Path location) {
            String name = location.toString();
            return switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "jks" -> JKS;
                case "pem" -> PEM;
                case "p12" -> PKCS12;
                case "bcfks" -> BCFKS;
                default -> null;
            };
        }

        /**
         * By its name in the configuration, in any case.
         *
         * @throws IllegalArgumentException when there is no such type
         */
        public static StoreType named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
