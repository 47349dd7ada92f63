package io.quorate.server.config;

import java.util.Map;

/**
 * The authentication providers that are asked for by the names of ZooKeeper's classes (configuration 3.8).
 *
 * @param x509 whether x509 is among them
 */
record Providers(boolean x509) {
    static final String PREFIX = "authProvider.";

    private static final String PACKAGE = "org.apache.zookeeper.server.auth.";

    static Providers of(Values values) {
        boolean x509 = false;
        for (Map.Entry<String, Values.Given> each : values.family(PREFIX).entrySet()) {
            String name = each.getValue().text();
            switch (name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : name) {
                case "X509AuthenticationProvider" -> x509 = true;
                case "DigestAuthenticationProvider", "IPAuthenticationProvider" -> {
                    // They are there anyway.
                }
                default ->
                    values.warn(each.getValue().where() + "=" + name
                            + " is not supported yet and has no effect; known are X509AuthenticationProvider,"
                            + " DigestAuthenticationProvider and IPAuthenticationProvider in " + PACKAGE + ".");
            }
        }
        return new Providers(x509);
    }
}
