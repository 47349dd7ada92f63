package io.quorate.transport.client;

import io.quorate.transport.client.TlsSettings.Checks;
import io.quorate.transport.client.TlsSettings.Host;
import io.quorate.transport.client.TlsSettings.Store;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertPathBuilder;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Decides which certificates of clients are believed, with what the JVM has for that (configuration 7.1 and 7.7). */
final class Trust {
    private Trust() {}

    static TrustManager of(TlsSettings settings) throws GeneralSecurityException, TlsException {
        Store store = settings.trustStore();
        Checks checks = settings.checks();
        X509ExtendedTrustManager trust =
                byStore(store == null ? null : TlsStore.read(store).trusted());
        if (checks.crl() || checks.ocsp()) {
            trust = unrevoked(trust, checks);
        }
        return checks.host() == Host.ADDRESS_OR_NAME ? new KnownByName(trust) : trust;
    }

    /** Those in the store; without one those that the JVM trusts. */
    private static X509ExtendedTrustManager byStore(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = factory();
        factory.init(store);
        return only(factory);
    }

    private static X509ExtendedTrustManager unrevoked(X509ExtendedTrustManager trust, Checks checks)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate certificate : trust.getAcceptedIssuers()) {
            anchors.add(new TrustAnchor(certificate, null));
        }
        PKIXRevocationChecker revocation =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        revocation.setOptions(
                checks.ocsp() ? EnumSet.noneOf(Option.class) : EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.addCertPathChecker(revocation);
        TrustManagerFactory factory = factory();
        factory.init(new CertPathTrustManagerParameters(parameters));
        return only(factory);
    }

    private static TrustManagerFactory factory() throws GeneralSecurityException {
        return TrustManagerFactory.getInstance("PKIX");
    }

    private static X509ExtendedTrustManager only(TrustManagerFactory factory) throws KeyStoreException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return trust;
            }
        }
        throw new KeyStoreException("this Java has no trust manager for X.509");
    }
}
