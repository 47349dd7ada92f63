package io.quorate.examples;

import io.quorate.client.Quorate;
import io.quorate.recipes.lock.Lock;

/** A newcomer's first program: takes a lock. */
public final class FirstLock {
    private FirstLock() {}

    /** Needs a server on this machine, or the hosts as its argument. */
    public static void main(String[] hosts) throws InterruptedException {
        try (var zk = Quorate.connect(hosts.length > 0 ? hosts[0] : "127.0.0.1:2181");
                var held = new Lock(zk, "/locks/report").acquire()) {
            System.out.println("nobody else is here; fencing token " + held.token());
        }
    }
}
