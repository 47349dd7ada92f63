package io.quorate.conformance;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.lock.Lock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A program that takes a lock, says its token, and then answers every line it is sent with whether it holds the lock
 * still. Arguments: connect string, session timeout in ms, path of the lock.
 */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ClientOptions options =
                ClientOptions.of(arguments[0]).withSessionTimeout(Duration.ofMillis(Long.parseLong(arguments[1])));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Quorate zk = Quorate.connect(options);
                Ownership owned = new Lock(zk, arguments[2]).acquire()) {
            System.out.println(owned.token());
            while (questions.readLine() != null) {
                System.out.println(owned.isHeld());
            }
        }
    }
}
