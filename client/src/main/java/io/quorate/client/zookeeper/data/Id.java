package io.quorate.client.zookeeper.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody, within one scheme of authentication. */
public class Id {
    private @Nullable String scheme;
    private @Nullable String id;

    /** With nothing set. */
    public Id() {}

    /**
     * With everything set.
     *
     * @param scheme for instance {@code world}, {@code auth}, {@code digest}, {@code ip}
     * @param id the identity within the scheme
     */
    public Id(@Nullable String scheme, @Nullable String id) {
        this.scheme = scheme;
        this.id = id;
    }

    /** {@return the scheme} */
    public @Nullable String getScheme() {
        return scheme;
    }

    /**
     * Sets it.
     *
     * @param scheme for instance {@code world}, {@code auth}, {@code digest}, {@code ip}
     */
    public void setScheme(@Nullable String scheme) {
        this.scheme = scheme;
    }

    /** {@return the identity within the scheme} */
    public @Nullable String getId() {
        return id;
    }

    /**
     * Sets it.
     *
     * @param id the identity within the scheme
     */
    public void setId(@Nullable String id) {
        this.id = id;
    }

    /**
     * Takes over everything from another one.
     *
     * @param from is not changed
     */
    public void copyFrom(Id from) {
        scheme = from.scheme;
        id = from.id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Id that && Objects.equals(scheme, that.scheme) && Objects.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, id);
    }

    @Override
    public String toString() {
        return text() + "\n";
    }

    String text() {
        return quoted(scheme) + "," + quoted(id);
    }

    static String quoted(@Nullable String text) {
        return text == null ? "" : "'" + text;
    }
}
