package io.quorate.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Which version this is, in the shape tools expect of ZooKeeper: three numbers, then what tells builds apart.
 *
 * @param quorate this product's own version
 * @param built when, as {@code yyyy-MM-ddTHH:mm:ssZ}
 */
public record Version(String quorate, String built) {
    /** The release whose behaviour is offered; tools choose what to ask for by it. */
    static final String OFFERED = "3.9.5";

    private static final String RESOURCE = "version.txt";
    private static final int MINUTES = "yyyy-MM-ddTHH:mm".length();

    /** The version of the code that runs. */
    public static Version current() {
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar; build it again");
            }
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            return new Version(lines[0].trim(), lines[1].trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code srvr}, {@code envi} and {@code mntr}. */
    public String text() {
        return OFFERED + "-quorate-" + quorate + ", built on "
                + built.substring(0, MINUTES).replace('T', ' ') + " UTC";
    }
}
