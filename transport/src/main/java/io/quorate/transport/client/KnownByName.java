package io.quorate.transport.client;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes a client only if its certificate names where it comes from: its address, or the name that the resolver has
 * for the address (configuration 7.7). It may wait for the resolver, so it must not run on an event loop.
 */
final class KnownByName extends X509ExtendedTrustManager {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final String ANY_LABEL = "*.";

    private final X509ExtendedTrustManager trust;

    KnownByName(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, engine);
        String literal = engine.getPeerHost();
        try {
            InetAddress address = InetAddress.getByName(literal);
            Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
            if (names == null || (!namesAddress(names, address) && !namesHost(names, address.getCanonicalHostName()))) {
                throw new CertificateException("the certificate of " + chain[0].getSubjectX500Principal()
                        + " names neither the address " + literal + " nor its host");
            }
        } catch (UnknownHostException e) {
            throw new CertificateException("the client's address is unknown: " + literal, e);
        }
    }

    private static boolean namesAddress(Collection<List<?>> names, InetAddress address) throws UnknownHostException {
        for (List<?> name : names) {
            if (name.get(0).equals(IP_ADDRESS)
                    && InetAddress.getByName((String) name.get(1)).equals(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesHost(Collection<List<?>> names, String host) {
        for (List<?> name : names) {
            if (name.get(0).equals(DNS_NAME) && isNameOf(host, (String) name.get(1))) {
                return true;
            }
        }
        return false;
    }

    /** A star stands for the first label alone. */
    static boolean isNameOf(String host, String pattern) {
        String name = host.toLowerCase(Locale.ROOT);
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (!wanted.startsWith(ANY_LABEL)) {
            return name.equals(wanted);
        }
        int dot = name.indexOf('.');
        return dot > 0 && name.substring(dot).equals(wanted.substring(1));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("clients are judged by engines, not by sockets");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("where the client is must be known");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
