package io.quorate.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** The znodes of a key space: made before a load, removed after it. */
public final class Keys {
    private static final int LIMIT_MILLIS = 30_000;
    private static final byte[] NO_DATA = {};

    private Keys() {}

    /** Makes the root, the parents and all keys; what is already there is left alone. */
    public static Tally create(InetSocketAddress server, KeySpace space, byte[] value) {
        createParents(server, space);
        return Fill.createKeys(server, space, value);
    }

    private static void createParents(InetSocketAddress server, KeySpace space) {
        try (Probe probe = Probe.connect(server, LIMIT_MILLIS)) {
            createNode(probe, space.root());
            for (int parent = 0; parent < space.parents(); parent++) {
                createNode(probe, space.parent(parent));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot prepare " + space.root() + " at " + server + ": " + e.getMessage(), e);
        }
    }

    private static void createNode(Probe probe, String path) throws IOException {
        int error = probe.create(path, NO_DATA);
        if (error != 0 && error != Probe.NODE_EXISTS) {
            throw new IOException("creating " + path + " was answered with error " + error);
        }
    }

    /** Removes the keys, the parents and the root. */
    public static void delete(InetSocketAddress server, KeySpace space) {
        Fill.deleteKeys(server, space);
        try (Probe probe = Probe.connect(server, LIMIT_MILLIS)) {
            for (int parent = 0; parent < space.parents(); parent++) {
                deleteNode(probe, space.parent(parent));
            }
            deleteNode(probe, space.root());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot remove " + space.root() + " at " + server + ": " + e.getMessage(), e);
        }
    }

    private static void deleteNode(Probe probe, String path) throws IOException {
        int error = probe.delete(path);
        if (error != 0 && error != Probe.NO_NODE) {
            throw new IOException("deleting " + path + " was answered with error " + error);
        }
    }
}
