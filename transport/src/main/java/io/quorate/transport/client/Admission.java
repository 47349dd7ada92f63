package io.quorate.transport.client;

import io.quorate.transport.client.ClientDoorConfig.Limits;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may connect: so many in all and so many from one address (client protocol 8.1). Safe for any thread. */
final class Admission {
    private final int maxPerAddress;
    private final int maxInAll;
    private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger inAll = new AtomicInteger();

    Admission(Limits limits) {
        maxPerAddress = limits.maxConnectionsPerAddress();
        maxInAll = limits.maxConnections();
    }

    /** Whether one more may come in. If so, {@link #leave} must follow one day. */
    boolean enter(InetAddress address) {
        int now = inAll.incrementAndGet();
        if (maxInAll > 0 && now > maxInAll) {
            inAll.decrementAndGet();
            return false;
        }
        int fromThere = perAddress.merge(address, 1, Integer::sum);
        if (maxPerAddress > 0 && fromThere > maxPerAddress) {
            leave(address);
            return false;
        }
        return true;
    }

    void leave(InetAddress address) {
        inAll.decrementAndGet();
        perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    int open() {
        return inAll.get();
    }
}
