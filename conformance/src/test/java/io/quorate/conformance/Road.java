package io.quorate.conformance;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.raw.Request;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the travellers of one caravan share: where they write, and the newest of what anybody was told was done. */
final class Road {
    private final String root;
    private final List<InetSocketAddress> members;
    private final boolean exact;
    private final AtomicLong newest = new AtomicLong();

    Road(String root, Members members) {
        this.root = root;
        this.members = members.addresses();
        // A ZooKeeper that was deposed and does not know it yet answers a sync by itself (ZOOKEEPER-1675).
        exact = members.all().stream().allMatch(member -> member.kind() == ServerKind.QUORATE);
    }

    /** What has to be there before so many travellers can write. */
    List<Request> ground(int travellers) {
        List<Request> requests = new ArrayList<>();
        requests.add(Request.create(root, ""));
        requests.add(Request.create(sequence(), ""));
        for (int i = 0; i < travellers; i++) {
            requests.add(Request.create(home(i), "0"));
            requests.add(Request.create(home(i) + "/left", "0"));
            requests.add(Request.create(home(i) + "/right", "0"));
        }
        return requests;
    }

    List<InetSocketAddress> members() {
        return members;
    }

    String root() {
        return root;
    }

    String sequence() {
        return root + "/sequence";
    }

    String home(int traveller) {
        return root + "/" + traveller;
    }

    /** Whether who reads after a sync sees everything that was acknowledged to anybody before it. */
    boolean isExact() {
        return exact;
    }

    /** The highest zxid that was acknowledged so far. */
    long newest() {
        return newest.get();
    }

    void acknowledged(long zxid) {
        newest.accumulateAndGet(zxid, Math::max);
    }
}
