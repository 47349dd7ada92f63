package io.quorate.tree.access;

import io.quorate.data.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scheme {@code digest}: whoever knows {@code user:password} is {@code user:hash} (client protocol 4.5). There is no
 * list of users, so every proof is accepted. Immutable; safe for any thread.
 */
public final class DigestScheme implements Scheme {
    /** The scheme's name. */
    public static final String NAME = "digest";
    /** Scheme of the identity that may do everything; it can be had, but not be named in ACLs. */
    public static final String SUPER = "super";
    /** The hash that ZooKeeper uses unless told otherwise. */
    public static final String DEFAULT_ALGORITHM = "SHA1";

    private final String algorithm;
    private final @Nullable String superDigest;

    /**
     * The scheme with a hash.
     *
     * @param algorithm name of a {@link MessageDigest} algorithm (zookeeper.DigestAuthenticationProvider.digestAlg)
     * @param superDigest the identity that is super as well, as {@code user:hash}; null for nobody
     * @throws IllegalArgumentException if this Java does not have the algorithm
     */
    public DigestScheme(String algorithm, @Nullable String superDigest) {
        this.algorithm = algorithm;
        this.superDigest = superDigest;
        newHash();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Authentication authenticate(byte @Nullable [] data, String remoteAddress) {
        if (data == null) {
            return new Authentication.Refused("a digest proof without data");
        }
        Identity identity = new Identity(NAME, identityOf(new String(data, StandardCharsets.UTF_8)));
        return new Authentication.Granted(
                identity.id().equals(superDigest) ? List.of(new Identity(SUPER, ""), identity) : List.of(identity));
    }

    @Override
    public boolean matches(String id, String aclId) {
        return id.equals(aclId);
    }

    @Override
    public boolean identifiesCreators() {
        return true;
    }

    /** Two parts between colons, once empty ones at the end are left out. */
    @Override
    public boolean isValid(String aclId) {
        int end = aclId.length();
        while (end > 0 && aclId.charAt(end - 1) == ':') {
            end--;
        }
        int colon = aclId.indexOf(':');
        return colon >= 0 && colon < end && aclId.lastIndexOf(':', end - 1) == colon;
    }

    @Override
    public String userOf(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }

    /** The id of whoever knows {@code user:password}; this is also how a superDigest is made. */
    public String identityOf(String userAndPassword) {
        byte[] hash = newHash().digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return userOf(userAndPassword) + ':' + Base64.getEncoder().encodeToString(hash);
    }

    private MessageDigest newHash() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException(
                    "no hash algorithm called \"" + algorithm
                            + "\" for digest authentication; use one that this Java has, for instance SHA1 or SHA-256",
                    unknown);
        }
    }
}
