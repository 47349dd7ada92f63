package io.quorate.transport.client;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.quorate.transport.client.TlsSettings.Host;
import io.quorate.transport.client.TlsSettings.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * TLS for the connections of one door: made out of files, made anew when they change, and bounded in the handshakes
 * under way. Safe for any thread.
 */
final class TlsContexts {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final String COMPARE_HOSTS = "HTTPS";
    /** How long the last words of a closing connection may take. */
    private static final long CLOSE_NOTIFY_MS = 2_000;

    private final TlsSettings settings;
    private final int handshakeMs;
    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile Made made;

    /**
     * What was made, and of what.
     *
     * @param files what the files looked like before they were read
     */
    private record Made(SslContext context, List<String> files) {}

    /**
     * Reads the stores.
     *
     * @param handshakeMs how long a handshake may take
     * @throws TlsException when they cannot be used
     */
    TlsContexts(TlsSettings settings, int handshakeMs) throws TlsException {
        this.settings = settings;
        this.handshakeMs = handshakeMs;
        made = make(settings);
    }

    /**
     * Reads the stores again if their files have changed. Connections that exist keep what they have.
     *
     * @return whether they had changed
     * @throws TlsException when they cannot be used; then the ones before stay in use, and the next change is awaited
     */
    boolean reload() throws TlsException {
        List<String> files = look(settings);
        if (files.equals(made.files)) {
            return false;
        }
        try {
            made = make(settings);
        } catch (TlsException e) {
            made = new Made(made.context, files);
            throw e;
        }
        return true;
    }

    /** Begins TLS on a connection; null when too many handshakes are under way. */
    @Nullable
    SslHandler begin(SocketChannel channel, InetSocketAddress remote, Executor tasks) {
        if (handshakes.incrementAndGet() > settings.maxHandshakes() && settings.maxHandshakes() > 0) {
            handshakes.decrementAndGet();
            return null;
        }
        SslHandler handler =
                made.context.newHandler(channel.alloc(), remote.getAddress().getHostAddress(), remote.getPort(), tasks);
        if (settings.checks().host() == Host.ADDRESS) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(COMPARE_HOSTS);
            handler.engine().setSSLParameters(parameters);
        }
        handler.setHandshakeTimeoutMillis(handshakeMs);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MS);
        var _ = handler.handshakeFuture().addListener(_ -> handshakes.decrementAndGet());
        return handler;
    }

    /** Handshakes under way. */
    int handshakes() {
        return handshakes.get();
    }

    private static Made make(TlsSettings settings) throws TlsException {
        List<String> files = look(settings);
        check(settings);
        List<KeyManager> keys = List.of(TlsStore.read(settings.keyStore()).keyManagers());
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(keys.getFirst())
                    .sslProvider(SslProvider.JDK)
                    .protocols(settings.protocols().isEmpty() ? PROTOCOLS : settings.protocols())
                    .trustManager(Trust.of(settings))
                    .clientAuth(
                            switch (settings.clientAuth()) {
                                case NONE -> ClientAuth.NONE;
                                case WANT -> ClientAuth.OPTIONAL;
                                case NEED -> ClientAuth.REQUIRE;
                            });
            if (!settings.cipherSuites().isEmpty()) {
                builder.ciphers(settings.cipherSuites());
            }
            return new Made(builder.build(), files);
        } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsException(
                    "TLS for clients cannot be set up with " + settings.keyStore() + ": " + e.getMessage()
                            + "; check the keys that begin with ssl.",
                    e);
        }
    }

    /** Names that the JVM does not know would be found out only when a client comes. */
    private static void check(TlsSettings settings) throws TlsException {
        SSLParameters known;
        try {
            known = SSLContext.getDefault().getSupportedSSLParameters();
        } catch (NoSuchAlgorithmException e) {
            throw new TlsException("this Java has no TLS: " + e.getMessage() + "; use one that has", e);
        }
        known("ssl.enabledProtocols", settings.protocols(), List.of(known.getProtocols()));
        known("ssl.ciphersuites", settings.cipherSuites(), List.of(known.getCipherSuites()));
    }

    private static void known(String key, List<String> wanted, List<String> known) throws TlsException {
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new TlsException(
                        key + ": this Java does not know " + name + "; it knows " + String.join(", ", known));
            }
        }
    }

    private static List<String> look(TlsSettings settings) {
        List<String> seen = new ArrayList<>();
        look(seen, settings.keyStore());
        Store trust = settings.trustStore();
        if (trust != null) {
            look(seen, trust);
        }
        return seen;
    }

    private static void look(List<String> seen, Store store) {
        look(seen, store.location());
        Path password = store.passwordFile();
        if (password != null) {
            look(seen, password);
        }
    }

    /** Through links, so that a link in the path that points elsewhere is a change as well. */
    private static void look(List<String> seen, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            seen.add(attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey());
        } catch (IOException e) {
            seen.add(e.toString());
        }
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
