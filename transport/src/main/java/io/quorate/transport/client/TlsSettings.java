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
 * @param cipherSuites enabled cipher suites; empty for the JVM's
 * @param clientAuth what is asked of clients
 */
public record TlsSettings(
        List<InetSocketAddress> addresses,
        boolean unified,
        Store keyStore,
        @Nullable Store trustStore,
        List<String> protocols,
        List<String> cipherSuites,
        ClientAuth clientAuth) {

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
     * A file with keys or certificates.
     *
     * @param type null to tell by the name of the file
     */
    public record Store(
            Path location, String password, @Nullable StoreType type) {

        StoreType typeOrGuess() {
            return type == null ? StoreType.of(location) : type;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return location.toString();
        }
    }

    /** The formats. */
    public enum StoreType {
        /** Java's own. */
        JKS,
        /** Text: a private key in PKCS#8 and certificates. */
        PEM,
        /** The common one. */
        PKCS12;

        /**
         * By the end of the file's name (configuration 7.2).
         *
         * @throws IllegalArgumentException when it does not tell
         */
        static StoreType of(Path location) {
            String name = location.toString();
            return switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "jks" -> JKS;
                case "pem" -> PEM;
                case "p12" -> PKCS12;
                default ->
                    throw new IllegalArgumentException("Unable to auto-detect store file type from file name: " + name
                            + "; name it .jks, .p12 or .pem, or set its type");
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
