package io.quorate.client.zookeeper.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One identity of the connection, as whoAmI shows it. */
public class ClientInfo {
    private @Nullable String authScheme;
    private @Nullable String user;

    /** With nothing set. */
    public ClientInfo() {}

    /**
     * With everything set.
     *
     * @param authScheme for instance {@code digest} or {@code ip}
     * @param user within the scheme, without a secret
     */
    public ClientInfo(@Nullable String authScheme, @Nullable String user) {
        this.authScheme = authScheme;
        this.user = user;
    }

    /** {@return the scheme} */
    public @Nullable String getAuthScheme() {
        return authScheme;
    }

    /**
     * Sets it.
     *
     * @param authScheme for instance {@code digest} or {@code ip}
     */
    public void setAuthScheme(@Nullable String authScheme) {
        this.authScheme = authScheme;
    }

    /** {@return the user within the scheme} */
    public @Nullable String getUser() {
        return user;
    }

    /**
     * Sets it.
     *
     * @param user within the scheme, without a secret
     */
    public void setUser(@Nullable String user) {
        this.user = user;
    }

    /**
     * Takes over everything from another one.
     *
     * @param from is not changed
     */
    public void copyFrom(ClientInfo from) {
        authScheme = from.authScheme;
        user = from.user;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientInfo that
                && Objects.equals(authScheme, that.authScheme)
                && Objects.equals(user, that.user);
    }

    @Override
    public int hashCode() {
        return Objects.hash(authScheme, user);
    }

    @Override
    public String toString() {
        return Id.quoted(authScheme) + "," + Id.quoted(user) + "\n";
    }
}
