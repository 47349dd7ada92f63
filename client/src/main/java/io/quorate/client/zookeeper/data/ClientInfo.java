package io.quorate.client.zookeeper.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One identity of the connection, as whoAmI shows it. */
public class ClientInfo {
    private @Nullable String authScheme;
    private @Nullable String user;

    /** With nothing set. */
    public ClientInfo() {}

    /** With everything set. */
    public ClientInfo(@Nullable String authScheme, @Nullable String user) {
        this.authScheme = authScheme;
        this.user = user;
    }

    /** The scheme. */
    public @Nullable String getAuthScheme() {
        return authScheme;
    }

    /** Sets it. */
    public void setAuthScheme(@Nullable String authScheme) {
        this.authScheme = authScheme;
    }

    /** The user within the scheme. */
    public @Nullable String getUser() {
        return user;
    }

    /** Sets it. */
    public void setUser(@Nullable String user) {
        this.user = user;
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
