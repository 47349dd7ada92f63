package io.quorate.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client shows a server to gain an identity; shown again on every connection (client protocol 4.4).
 *
 * @param scheme for instance {@code digest}
 * @param data what the scheme wants, for {@code digest} the bytes of {@code user:password}
 */
public record AuthInfo(String scheme, byte[] data) {
    /** Copies the data. */
    public AuthInfo {
        data = data.clone();
    }

    /**
     * {@return a user and password of scheme {@code digest}}
     *
     * @param user without a colon
     * @param password sent in the clear
     */
    public static AuthInfo digest(String user, String password) {
        return new AuthInfo("digest", (user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a copy of the data} */
    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthInfo that && scheme.equals(that.scheme) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return scheme.hashCode() * 31 + Arrays.hashCode(data);
    }

    /** The scheme only. */
    @Override
    public String toString() {
        return "AuthInfo[" + scheme + "]";
    }
}
