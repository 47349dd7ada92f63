package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Received;
import io.quorate.conformance.raw.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A member without anything on its disk, and a leader that has much to send and nothing else to do. */
final class BlankMemberTest {
    private static final int PARENTS = 16;
    /**
     * Some 320 slices of a snapshot: a leader that encodes one only when something else happens is not done before the
     * learner has lost its patience, however often that comes again.
     */
    private static final int ZNODES = 80_000;

    private static final String VALUE = "v".repeat(1_000);
    private static final int PIPELINED = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void aLargeStateIsFetchedFromALeaderThatIsOtherwiseIdle() throws IOException {
        List<ServerKind> kinds = List.of(ServerKind.QUORATE, ServerKind.QUORATE, ServerKind.QUORATE);
        try (Members members = Members.laidOut(Workplace.fresh("blank-member"), EnsembleTest.settings(), kinds, 0)) {
            members.start();
            int leader = members.awaitLeader();
            fill(members.member(leader));
            int blank = members.idsWithout(leader).getFirst();
            members.member(blank).kill();
            members.wipe(blank);
            members.start(blank);
            assertThat(members.member(blank).say("mntr")).contains("zk_znode_count\t" + znodes(members.member(leader)));
        }
    }

    private static String znodes(ServerProcess member) {
        return member.say("mntr")
                .lines()
                .filter(line -> line.startsWith("zk_znode_count\t"))
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static void fill(ServerProcess leader) throws IOException {
        try (RawClient client = new RawClient(leader.address())) {
            client.send(Handshake.newSession(30_000).frame());
            assertThat(client.read(LIMIT)).isInstanceOf(Received.Frame.class);
            int xid = 0;
            for (int parent = 0; parent < PARENTS; parent++) {
                client.send(Request.create("/" + parent, "").frame(++xid));
                assertThat(client.read(LIMIT)).isInstanceOf(Received.Frame.class);
            }
            for (int znode = 0; znode < ZNODES; znode += PIPELINED) {
                for (int i = znode; i < znode + PIPELINED; i++) {
                    client.send(
                            Request.create("/" + i % PARENTS + "/" + i, VALUE).frame(++xid));
                }
                for (int i = 0; i < PIPELINED; i++) {
                    assertThat(client.read(LIMIT)).isInstanceOf(Received.Frame.class);
                }
            }
        }
    }
}
