package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.Network;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever comes to the ports that are for members, and whatever their names stand for: no member stops for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostilePeersTest {
    private static final int MEMBERS = 3;
    /** More than a port lets be silent at a time. */
    private static final int SILENT = 80;

    private final Members members = Members.networked(
            Workplace.fresh("hostile-peers"),
            PartitionTest.settings().with("electionPortBindRetry", 0),
            Collections.nCopies(MEMBERS, ServerKind.subject()),
            0);
    private final Network network = members.network();

    @BeforeAll
    void start() {
        members.start();
    }

    @AfterAll
    void end() {
        members.close();
    }

    private List<Long> pids() {
        return members.all().stream().map(ServerProcess::pid).toList();
    }

    @Test
    void strangersAndImpostorsStopNobody() throws InterruptedException, IOException {
        List<Long> before = pids();
        new Company(members, MEMBERS).underLoad("/strangers", caravan -> {
            for (int id : members.ids()) {
                InetSocketAddress quorum = members.peerAddresses(id).getFirst();
                InetSocketAddress election = members.peerAddresses(id).getLast();
                int other = id % MEMBERS + 1;
                intrude(quorum, Intruder.atQuorum(other, new Random(id)));
                intrude(election, Intruder.atElections(other, "127.0.0.1:" + election.getPort(), new Random(id)));
                caravan.awaitWrites(Company.WRITES);
            }
        });
        assertThat(pids()).isEqualTo(before);
    }

    private static void intrude(InetSocketAddress port, List<Intruder> intruders) {
        List<RawClient> open = new ArrayList<>();
        for (Intruder intruder : intruders) {
            RawClient client = new RawClient(port);
            client.send(intruder.says());
            open.add(client);
        }
        open.forEach(RawClient::close);
    }

    @Test
    void silentSocketsKeepNobodyOut() throws InterruptedException, IOException {
        List<RawClient> silent = new ArrayList<>();
        try {
            new Company(members, MEMBERS).underLoad("/silence", caravan -> {
                for (int id : members.ids()) {
                    for (InetSocketAddress port : members.peerAddresses(id)) {
                        for (int i = 0; i < SILENT; i++) {
                            silent.add(new RawClient(port));
                        }
                    }
                }
                caravan.awaitWrites(Company.WRITES);
                for (int id : List.of(1, members.awaitLeader())) {
                    members.member(id).kill();
                    members.start(id);
                    caravan.awaitWrites(1);
                }
            });
        } finally {
            silent.forEach(RawClient::close);
        }
    }

    /** Of equal histories the highest number leads, so it has to be found where it is now. */
    @Test
    void aMemberThatMovedIsFoundWhenItsNameSaysSo() {
        for (int id : members.ids()) {
            members.member(id).stop();
        }
        String elsewhere = "127.2.0.3";
        network.unname(3, 3);
        members.begin(3);
        members.begin(2);
        members.begin(1);
        members.member(2).awaitServing();
        members.member(1).awaitServing();
        network.name(3, 3, elsewhere);
        members.member(3).awaitServing();
        assertThat(members.leads(2)).isTrue();

        network.unname(1, 3);
        members.member(2).kill();
        PartitionTest.awaitNoService(members.member(1));
        network.name(1, 3, elsewhere);
        members.member(1).awaitServing();
        assertThat(members.leads(3)).isTrue();
        network.name(2, 3, elsewhere);
        members.start(2);
        try (Talk talk = new Talk(members.member(2).address(), Handshake.newSession(30_000))) {
            assertThat(talk.ask(Request.create("/found", "")).ok()).isTrue();
            assertThat(talk.ask(Request.delete("/found", -1)).ok()).isTrue();
        }
        members.member(3).stop();
        network.rename();
        members.start(3);
    }
}
