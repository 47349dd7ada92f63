package io.quorate.client;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What proves that a session is the caller's own, so that another client can carry it on.
 *
 * @param id the session id, not 0
 * @param password the password the server gave with it
 */
public record SessionCredentials(long id, byte[] password) {
    /** Refuses id 0, and copies the password. */
    public SessionCredentials {
        if (id == 0) {
            throw new IllegalArgumentException("session id 0 names no session");
        }
        password = password.clone();
    }

    /** {@return a copy of the password} */
    @Override
    public byte[] password() {
        return password.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionCredentials that && id == that.id && Arrays.equals(password, that.password);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id) * 31 + Arrays.hashCode(password);
    }

    /** The id in hexadecimal, as servers log it; never the password. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().toHexDigits(id);
    }
}
