package io.quorate.tree.access;

import io.quorate.data.Identity;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Scheme {@code x509}: whoever has shown a certificate in TLS is its subject, as RFC 2253 writes it (client protocol
 * 4.5). Immutable; safe for any thread.
 */
public final class X509Scheme implements Scheme {
    /** The scheme's name. */
    public static final String NAME = "x509";

    private final @Nullable String superUser;

    /**
     * The scheme.
     *
     * @param superUser the subject that is super as well (zookeeper.X509AuthenticationProvider.superUser); null for
     *     nobody
     */
    public X509Scheme(@Nullable String superUser) {
        this.superUser = superUser;
    }

    /** Who has shown a certificate that TLS has found good. */
    public List<Identity> identitiesOf(String subject) {
        Identity identity = new Identity(NAME, subject);
        return subject.equals(superUser)
                ? List.of(new Identity(DigestScheme.SUPER, subject), identity)
                : List.of(identity);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Authentication authenticate(byte @Nullable [] data, String remoteAddress) {
        return new Authentication.Refused("a certificate is shown in the TLS handshake, not in an auth packet");
    }

    /** The super user is meant by every entry of this scheme. */
    @Override
    public boolean matches(String id, String aclId) {
        return id.equals(superUser) || id.equals(aclId);
    }

    @Override
    public boolean identifiesCreators() {
        return true;
    }

    @Override
    public boolean isValid(String aclId) {
        try {
            var _ = new X500Principal(aclId);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public String userOf(String id) {
        return id;
    }
}
