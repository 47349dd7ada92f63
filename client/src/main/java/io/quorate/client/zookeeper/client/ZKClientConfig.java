package io.quorate.client.zookeeper.client;

import io.quorate.wire.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name. What this client heeds are {@link #MAX_BUFFER} and {@link #ZOOKEEPER_REQUEST_TIMEOUT}; others are
 * kept and have no effect, for they concern SASL, TLS and sockets of the Apache client. Owned by whoever makes it until
 * a client is made with it.
 */
public class ZKClientConfig {
    /** Longest request the servers accept and longest reply accepted from them, in bytes. */
    public static final String MAX_BUFFER = "jute.maxbuffer";
    /** The same under the name that programs use. */
    public static final String JUTE_MAXBUFFER = MAX_BUFFER;
    /**
     * Milliseconds a blocking call may wait, more than 0, before it fails with {@link
     * io.quorate.client.zookeeper.KeeperException.RequestTimeoutException}.
     */
    public static final String ZOOKEEPER_REQUEST_TIMEOUT = "zookeeper.request.timeout";
    /** The default of {@link #ZOOKEEPER_REQUEST_TIMEOUT}: for ever. */
    public static final long ZOOKEEPER_REQUEST_TIMEOUT_DEFAULT = 0;
    /** Whether TLS is wanted; of no effect here. */
    public static final String SECURE_CLIENT = "zookeeper.client.secure";
    /** The class of the socket; of no effect here. */
    public static final String ZOOKEEPER_CLIENT_CNXN_SOCKET = "zookeeper.clientCnxnSocket";
    /** Whether SASL is tried; of no effect here. */
    public static final String ENABLE_CLIENT_SASL_KEY = "zookeeper.sasl.client";
    /** The default of {@link #MAX_BUFFER}. */
    public static final int CLIENT_MAX_PACKET_LENGTH_DEFAULT = Protocol.DEFAULT_MAX_FRAME_BYTES;

    private final Map<String, String> properties = new LinkedHashMap<>();

    /** Without settings. */
    public ZKClientConfig() {}

    /**
     * {@return what is set under a name}
     *
     * @param name of the setting
     */
    public @Nullable String getProperty(String name) {
        return properties.get(name);
    }

    /**
     * {@return what is set under a name, or a default}
     *
     * @param name of the setting
     * @param otherwise for a setting that is missing
     */
    public String getProperty(String name, String otherwise) {
        return properties.getOrDefault(name, otherwise);
    }

    /**
     * Sets something.
     *
     * @param name of the setting
     * @param value as text
     */
    public void setProperty(String name, String value) {
        properties.put(name, value);
    }

    /**
     * {@return whether {@code true} is set under a name}
     *
     * @param name of the setting
     */
    public boolean getBoolean(String name) {
        return Boolean.parseBoolean(properties.get(name));
    }

    /**
     * {@return whether {@code true} is set under a name, or a default}
     *
     * @param name of the setting
     * @param otherwise for a setting that is missing
     */
    public boolean getBoolean(String name, boolean otherwise) {
        String value = properties.get(name);
        return value == null ? otherwise : Boolean.parseBoolean(value.trim());
    }

    /**
     * {@return the number set under a name, or a default}
     *
     * @param name of the setting
     * @param otherwise for a setting that is missing
     */
    public int getInt(String name, int otherwise) {
        String value = properties.get(name);
        return value == null ? otherwise : Integer.decode(value.trim());
    }

    /**
     * {@return the number set under a name, or a default}
     *
     * @param name of the setting
     * @param otherwise for a setting that is missing
     */
    public long getLong(String name, long otherwise) {
        String value = properties.get(name);
        return value == null ? otherwise : Long.decode(value.trim());
    }

    /** {@return always false: this client knows no SASL} */
    public boolean isSaslClientEnabled() {
        return false;
    }
}
