package io.quorate.conformance;

import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Enforced quotas and their accounts (client protocol 2.17, operations 8). */
@On(Profile.OPEN)
final class QuotaTest {
    private static final String ROOM = "/zookeeper/quota/q";

    private final ServerPair servers;

    QuotaTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void aHardCountIsNotExceeded() {
        servers.compare(world -> {
            Conversation a = limited(world.connect("a"), "count=2,bytes=-1=;byteHardLimit=-1;countHardLimit=4");
            for (int i = 0; i < 5; i++) {
                a.call(Request.create("/q/n" + i, "x")).call(Request.getData(ROOM + "/zookeeper_stats", false));
            }
            a.call(Request.create("/q/missing/x", "")).call(Request.create("/q/n0", ""));
            a.call(Request.create("/q/e", "", Request.EPHEMERAL)).call(Request.create("/q/s", "", Request.SEQUENTIAL));
            a.call(Request.multi(Request.create("/q/m", ""), Request.check("/q", -1)));
            a.call(Request.delete("/q/n1", -1)).call(Request.create("/q/n9", ""));
            a.call(Request.getData(ROOM + "/zookeeper_stats", false));
            a.call(Request.setData("/q/n9", "as much as I like", -1));
        });
    }

    @Test
    void hardBytesAreNotExceeded() {
        servers.compare(world -> {
            Conversation a = limited(world.connect("a"), "count=-1,bytes=10=;byteHardLimit=20;countHardLimit=-1");
            List<Request> steps = new ArrayList<>();
            for (int size : new int[] {0, 10, 16, 17, 30, 16, 5, 0}) {
                steps.add(Request.setData("/q", "x".repeat(size), -1));
                steps.add(Request.setData("/q/seed", "x".repeat(size / 2), -1));
                steps.add(Request.create("/q/n" + size, "x".repeat(size)));
                steps.add(Request.getData(ROOM + "/zookeeper_stats", false));
            }
            steps.add(Request.setData("/q/none", "x".repeat(100), -1));
            steps.add(Request.setData("/q", "x".repeat(100), 77));
            // One by one: ZooKeeper checks against what is applied, not against what is accepted.
            steps.forEach(a::call);
        });
    }

    @Test
    void softLimitsOnlyCount() {
        servers.compare(world -> {
            Conversation a = limited(world.connect("a"), "count=1,bytes=1");
            a.call(Request.create("/q/a", "xyz")).call(Request.create("/q/a/b", "xyz"));
            a.call(Request.setData("/q/a", null, -1)).call(Request.getData(ROOM + "/zookeeper_stats", false));
            a.call(Request.delete("/q/a/b", -1)).call(Request.getData(ROOM + "/zookeeper_stats", false));
        });
    }

    @Test
    void changingAndRemovingALimitTakesEffect() {
        servers.compare(world -> {
            Conversation a = limited(world.connect("a"), "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=2");
            a.call(Request.create("/q/over", ""));
            a.call(Request.setData(
                    ROOM + "/zookeeper_limits", "count=3,bytes=-1=;byteHardLimit=-1;countHardLimit=3", -1));
            a.call(Request.create("/q/fits", "")).call(Request.create("/q/over", ""));
            a.call(Request.delete(ROOM + "/zookeeper_limits", -1)).call(Request.create("/q/free", ""));
            a.call(Request.getData(ROOM + "/zookeeper_stats", false));
            a.call(Request.delete(ROOM + "/zookeeper_stats", -1)).call(Request.create("/q/free2", ""));
        });
    }

    private static Conversation limited(Conversation a, String limits) {
        a.callAll(List.of(
                Request.create("/q", ""),
                Request.create("/q/seed", "seed"),
                Request.create(ROOM, ""),
                Request.create(ROOM + "/zookeeper_limits", limits),
                Request.create(ROOM + "/zookeeper_stats", "count=0,bytes=0"),
                Request.getData(ROOM + "/zookeeper_stats", false)));
        return a;
    }
}
