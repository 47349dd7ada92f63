package io.quorate.transport.client;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.quorate.transport.client.TlsSettings.Store;
import io.quorate.transport.client.TlsSettings.StoreType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

/** Makes what TLS needs out of files, and tells what it has learnt. */
final class TlsContexts {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private TlsContexts() {}

    /**
     * Reads the stores.
     *
     * @throws IOException when that fails; the message names the file
     */
    static SslContext of(TlsSettings settings) throws IOException {
        try {
            SslContextBuilder builder = builder(settings.keyStore())
                    .sslProvider(SslProvider.JDK)
                    .protocols(settings.protocols().isEmpty() ? PROTOCOLS : settings.protocols())
                    .clientAuth(
                            switch (settings.clientAuth()) {
                                case NONE -> ClientAuth.NONE;
                                case WANT -> ClientAuth.OPTIONAL;
                                case NEED -> ClientAuth.REQUIRE;
                            });
            if (!settings.cipherSuites().isEmpty()) {
                builder.ciphers(settings.cipherSuites());
            }
            Store trust = settings.trustStore();
            if (trust != null) {
                trust(builder, trust);
            }
            return builder.build();
        } catch (IllegalArgumentException | GeneralSecurityException | IOException cannot) {
            throw new IOException(
                    "TLS for clients cannot be set up with the key store " + settings.keyStore()
                            + " and the trust store "
                            + settings.trustStore() + ": " + cannot.getMessage()
                            + "; check the files, their types and their passwords",
                    cannot);
        }
    }

    private static SslContextBuilder builder(Store store) throws GeneralSecurityException, IOException {
        if (store.typeOrGuess() == StoreType.PEM) {
            String password = store.password().isEmpty() ? null : store.password();
            return SslContextBuilder.forServer(
                    store.location().toFile(), store.location().toFile(), password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(store), store.password().toCharArray());
        return SslContextBuilder.forServer(factory);
    }

    private static void trust(SslContextBuilder builder, Store store) throws GeneralSecurityException, IOException {
        if (store.typeOrGuess() == StoreType.PEM) {
            builder.trustManager(store.location().toFile());
        } else {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(load(store));
            builder.trustManager(factory);
        }
    }

    private static KeyStore load(Store store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(store.typeOrGuess().name());
        try (InputStream in = Files.newInputStream(store.location())) {
            keys.load(in, store.password().toCharArray());
        }
        return keys;
    }

    /** The certificates that the other end has shown, its own first; none if it has shown none and none was needed. */
    static List<X509Certificate> shownBy(SslHandler handler) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : handler.engine().getSession().getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
        return chain;
    }
}
