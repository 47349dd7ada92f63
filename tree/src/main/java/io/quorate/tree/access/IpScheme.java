package io.quorate.tree.access;

import io.quorate.data.Identity;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scheme {@code ip}: a connection is the address it comes from; an ACL names an address or, with {@code /bits}, a
 * network (client protocol 4.5). Immutable; safe for any thread.
 */
public final class IpScheme implements Scheme {
    /** The scheme's name. */
    public static final String NAME = "ip";

    /** The identity that every connection has from the beginning. */
    public static Identity identityOf(String remoteAddress) {
        return new Identity(NAME, remoteAddress);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Says nothing new; the data is not looked at. */
    @Override
    public Authentication authenticate(byte @Nullable [] data, String remoteAddress) {
        return new Authentication.Granted(List.of(identityOf(remoteAddress)));
    }

    @Override
    public boolean matches(String id, String aclId) {
        Network network = Network.parse(aclId);
        byte[] address = IpAddress.parse(id);
        return network != null && address != null && network.contains(address);
    }

    @Override
    public boolean identifiesCreators() {
        return false;
    }

    @Override
    public boolean isValid(String aclId) {
        return Network.parse(aclId) != null;
    }

    @Override
    public String userOf(String id) {
        return id;
    }

    /** Addresses that begin with the same bits. */
    private record Network(byte[] address, int bits) {

        static @Nullable Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                return null;
            }
            int longest = address.length * Byte.SIZE;
            int bits = slash < 0 ? longest : IpAddress.number(text, slash + 1, text.length(), longest);
            return bits < 0 ? null : new Network(address, bits);
        }

        boolean contains(byte[] other) {
            int whole = bits / Byte.SIZE;
            if (other.length != address.length || !Arrays.equals(other, 0, whole, address, 0, whole)) {
                return false;
            }
            int left = bits % Byte.SIZE;
            return left == 0 || ((other[whole] ^ address[whole]) & 0xff) >>> (Byte.SIZE - left) == 0;
        }
    }
}
