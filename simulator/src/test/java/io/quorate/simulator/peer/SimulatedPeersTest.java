package io.quorate.simulator.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.network.Route;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.Trace;
import io.quorate.simulator.world.World;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.snapshot.SnapshotEncoder;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.Input.Heard;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig.Rule;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulatedPeersTest {
    private static final int SEEDS = 100;
    private static final long LONG = 60_000 * World.MS;
    private static final Link OUT = new Link(true, 1);
    private static final ServerId TWO = new ServerId(2);

    private final List<Site> sites = new ArrayList<>();
    private World world = new World(0, new Trace(null));
    private Network network = network(0);

    private Network network(long seed) {
        return new Network(world, Tempo.amongPeers(Dice.of(seed, "tempo"), seed % 2 == 0), seed);
    }

    private void begin(long seed, Rule rule) {
        world = new World(seed, new Trace(null));
        network = network(seed);
        sites.clear();
        sites.add(new Site(1, world, network, rule, seed));
        sites.add(new Site(2, world, network, rule, seed));
    }

    private Site one() {
        return sites.getFirst();
    }

    private Site two() {
        return sites.getLast();
    }

    private void run(long nanos) {
        long limit = world.now() + nanos;
        while (world.runNext(limit)) {
            // Until nothing more happens in that time.
        }
    }

    private void connect() {
        one().peers.open(OUT, TWO);
        one().peers.flush();
        run(LONG);
    }

    private static Proposal proposal(int counter) {
        return new Proposal(Zxid.of(1, counter), new Payload(new byte[] {(byte) counter}));
    }

    @Test
    void whatIsSaidArrivesInOrderWithHistoryAndSnapshotInTheirPlaces() {
        for (long seed = 0; seed < SEEDS; seed++) {
            begin(seed, Rule.FAST);
            connect();
            assertThat(one().ups()).containsExactly(OUT);
            Link in = two().ups().getFirst();
            for (int i = 1; i <= 3; i++) {
                one().log.put(Zxid.of(1, i), new byte[] {(byte) i});
            }
            byte[] stream = stream();

            one().peers.send(OUT, new ZabMessage.Diff(Zxid.of(1, 3)));
            one().peers.sendHistory(OUT, Zxid.of(1, 1), Zxid.of(1, 3));
            one().peers.send(OUT, new ZabMessage.NewLeader(2, ""));
            one().peers.beginSnapshot(OUT, Zxid.of(1, 3));
            one().peers.send(OUT, new ZabMessage.UpToDate());
            one().peers.flush();
            one().peers.snapshotBytes(OUT, stream, 0, stream.length);
            one().peers.endSnapshot(OUT);
            one().peers.flush();
            run(LONG);
            two().peers.receiveSnapshot(in, Zxid.of(1, 3));
            run(LONG);

            assertThat(two().received(in))
                    .as("seed %d", seed)
                    .containsExactly(
                            new ZabMessage.Diff(Zxid.of(1, 3)),
                            new ZabMessage.Propose(proposal(2)),
                            new ZabMessage.Commit(Zxid.of(1, 2)),
                            new ZabMessage.Propose(proposal(3)),
                            new ZabMessage.Commit(Zxid.of(1, 3)),
                            new ZabMessage.NewLeader(2, ""),
                            new ZabMessage.Snap(Zxid.of(1, 3)),
                            new ZabMessage.UpToDate());
            assertThat(two().complete).isEqualTo(1);
            assertThat(stream).startsWith(two().snapshot.toByteArray());
            assertThat(one().peers.backlogBytes(OUT)).isZero();
        }
    }

    private static byte[] stream() {
        ZnodeTree tree = new ZnodeTree(new TreeLimits(true, false, false, true, 1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotEncoder encoder = new SnapshotEncoder(tree, new SnapshotEncoder.Form.Stream(), bytes::write);
        while (!encoder.slice(100)) {
            // Piece by piece.
        }
        return bytes.toByteArray();
    }

    @Test
    void historyWaitsUntilTheLogHasIt() {
        begin(1, Rule.FAST);
        connect();
        one().peers.sendHistory(OUT, 0, Zxid.of(1, 1));
        one().peers.send(OUT, new ZabMessage.UpToDate());
        one().peers.flush();
        run(World.MS * 100);
        assertThat(two().received(two().ups().getFirst())).isEmpty();

        one().log.put(Zxid.of(1, 1), new byte[] {1});
        run(LONG);

        assertThat(two().received(two().ups().getFirst()))
                .containsExactly(
                        new ZabMessage.Propose(proposal(1)),
                        new ZabMessage.Commit(Zxid.of(1, 1)),
                        new ZabMessage.UpToDate());
    }

    @Test
    void everyLinkIsTakenUpAndEndedOnceWhoeverEndsIt() {
        for (long seed = 0; seed < SEEDS; seed++) {
            begin(seed, Rule.FAST);
            Dice dice = Dice.of(seed, "test");
            for (int i = 1; i <= 8; i++) {
                Link link = new Link(true, i);
                one().peers.open(link, TWO);
                one().peers.flush();
                run(dice.belowLong(3 * World.MS));
                one().peers.send(link, new ZabMessage.Ping(i));
                if (dice.coin()) {
                    one().peers.close(link, "enough");
                }
                one().peers.flush();
            }
            if (dice.coin()) {
                run(dice.belowLong(3 * World.MS));
            }
            for (Link link : two().ups()) {
                two().peers.close(link, "enough");
            }
            two().peers.flush();
            run(LONG);
            two().ups().forEach(link -> two().peers.close(link, "enough"));
            two().peers.flush();
            run(LONG);

            assertThat(one().downs()).as("seed %d", seed).hasSize(8).doesNotHaveDuplicates();
            assertThat(one().ups()).doesNotHaveDuplicates();
            assertThat(two().downs()).containsExactlyInAnyOrderElementsOf(two().ups());
            assertThat(new HashSet<>(one().downs())).containsAll(one().ups());
        }
    }

    @Test
    void aConnectionThatNobodyAnswersIsGivenUp() {
        begin(3, Rule.FAST);
        network.block(new Route(Endpoint.member(2), Endpoint.member(1), Port.QUORUM));
        one().peers.open(OUT, TWO);
        one().peers.flush();
        run(520 * World.MS);

        assertThat(one().downs()).containsExactly(OUT);
        assertThat(one().ups()).isEmpty();
    }

    @Test
    void aSnapshotThatBreaksOffIsAbandonedAndEndsTheLink() {
        begin(4, Rule.FAST);
        connect();
        Link in = two().ups().getFirst();
        byte[] stream = stream();
        one().peers.beginSnapshot(OUT, Zxid.of(1, 3));
        one().peers.snapshotBytes(OUT, stream, 0, stream.length / 2);
        one().peers.flush();
        run(World.MS * 200);
        two().peers.receiveSnapshot(in, Zxid.of(1, 3));

        one().die(false);
        run(LONG);

        assertThat(two().abandoned).isEqualTo(1);
        assertThat(two().complete).isZero();
        assertThat(two().downs()).containsExactly(in);
    }

    @Test
    void theNewestWordArrivesInTheEndAndOlderOnesMayNot() {
        int late = 0;
        int missing = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            begin(seed, Rule.FAST);
            for (int round = 1; round <= 20; round++) {
                one().peers.tell(TWO, notification(round));
                one().peers.flush();
                run(World.MS / 4);
            }
            run(LONG);
            List<ElectionMessage> words = words(two());
            assertThat(words).contains(notification(20));
            missing += words.size() < 20 ? 1 : 0;
            late += words.getLast().equals(notification(20)) ? 0 : 1;
        }
        assertThat(missing).isPositive();
        assertThat(late).isPositive();
    }

    @Test
    void wordsAreLostAndDoubledWhereTheNetworkIsCareless() {
        begin(5, Rule.BASIC);
        network.carelessWithWords(300, 300);
        Vote vote = new Vote(new ServerId(3), Zxid.of(1, 1), 7, 1);
        for (int xid = 0; xid < 200; xid++) {
            one().peers.tell(TWO, xid % 2 == 0 ? new VoteRequest(xid) : new VoteReply(xid, vote));
            one().peers.flush();
            run(World.MS * 100);
        }
        List<ElectionMessage> words = words(two());
        assertThat(new HashSet<>(words)).hasSizeLessThan(200).hasSizeGreaterThan(100);
        assertThat(words).hasSizeGreaterThan(new HashSet<>(words).size());
        assertThat(words).contains(new VoteRequest(2), new VoteReply(3, vote));
    }

    private static List<ElectionMessage> words(Site site) {
        return site.heard.stream()
                .filter(Heard.class::isInstance)
                .map(input -> ((Heard) input).message())
                .toList();
    }

    private static Notification notification(int round) {
        return new Notification(
                State.LOOKING, new Vote(new ServerId(1), Zxid.of(1, 1), round, 1), Notification.VERSION, "version=0");
    }
}
