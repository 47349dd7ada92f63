package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The {@link Departure}s that show in what is answered: what ZooKeeper does, so that the row does not outlive its
 * reason, and what Quorate does instead. Those that show in files, or stop ZooKeeper, or take a reaper to be seen, are
 * in {@link DeparturesOnDiskTest} and {@link ReapingTest}.
 */
@On(Profile.DEPARTING)
final class DeparturesTest {
    private final ServerPair servers;

    DeparturesTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void deleteContainerFromAClientIsAnUnknownOperation() {
        Scenario scenario = world -> {
            Conversation a = world.connect("a");
            a.call(Request.create(Op.CREATE, "/dark", new byte[0], AclEntry.world(0), 0));
            a.call(Request.raw(Op.DELETE_CONTAINER, new Bytes().string("/dark").toArray(), "deleteContainer"));
            a.drop();
            world.connect("b").call(Request.digest("super:test")).call(Request.getChildren("/", false));
        };
        assertThat(servers.referenceSays(scenario)).anyMatch(line -> line.contains("reply 2 zxid +3 ok"));
        assertThat(quorateSays(scenario))
                .anyMatch(line -> line.contains("reply 2 zxid -1 err -6"))
                .last()
                .asString()
                .endsWith("ok [dark, zookeeper]");
    }

    @Test
    void aWrongPasswordDisconnectsNobodyElse() {
        Scenario scenario = world -> {
            Conversation owner = world.connect("owner");
            world.connect("intruder", owner.resumption(30_000).withPassword(new byte[16]))
                    .awaitEnd();
            owner.call(Request.ping());
        };
        assertThat(servers.referenceSays(scenario)).last().isEqualTo("owner < closed");
        assertThat(quorateSays(scenario))
                .contains("intruder < connected version 0 timeout 0 session none password zeros rest 00")
                .last()
                .asString()
                .startsWith("owner < reply -2");
    }

    @Test
    void eventsOfSetWatchesAreFilteredByTheAcl() {
        Scenario scenario = world -> {
            Conversation a = world.connect("a").call(Request.digest("bob:pw"));
            a.call(Request.create(Op.CREATE, "/bobs", new byte[0], List.of(new AclEntry(31, "auth", "")), 0));
            List<String> path = List.of("/bobs");
            world.connect("b").call(Request.setWatches(0, path, path, path));
        };
        assertThat(servers.referenceSays(scenario)).anyMatch(line -> line.contains("< event"));
        assertThat(quorateSays(scenario)).noneMatch(line -> line.contains("< event"));
    }

    @Test
    void createSessionInsideASessionIsAnUnknownOperation() {
        byte[] timeout = new Bytes().int32(30_000).toArray();
        Request createSession = Request.raw(Op.CREATE_SESSION, timeout, "createSession");
        // What ZooKeeper says is no reply at all: a connect response, whose first number stands where an xid should.
        assertThat(servers.referenceSays(world -> {
                    world.patience(Duration.ofSeconds(1));
                    world.connect("a").call(createSession);
                }))
                .anyMatch(line -> line.contains("to nothing asked"))
                .noneMatch(line -> line.contains("err -6"));
        List<String> said =
                quorateSays(world -> world.connect("a").call(createSession).awaitEnd());
        assertThat(said.subList(2, said.size())).containsExactly("a < reply 1 zxid -1 err -6", "a < closed");
    }

    @Test
    void anUndecodableMultiReadHasNothingAfterItsHeader() {
        Scenario scenario = world -> world.connect("a")
                .call(Request.multiRead(Request.check("/", -1)))
                .call(Request.multiRead(Request.setData("/", "x", -1), Request.delete("/none", -1)));
        assertThat(servers.referenceSays(scenario))
                .filteredOn(line -> line.contains("< reply"))
                .hasSize(2);
        assertThat(quorateSays(scenario))
                .filteredOn(line -> line.endsWith("err -5"))
                .hasSize(2);
    }

    @Test
    void aNullPathNeverDecodes() {
        List<Request> withNull = List.of(
                Request.create(Op.CREATE, null, new byte[0], AclEntry.OPEN, 0),
                Request.create(Op.CREATE2, null, null, AclEntry.OPEN, 0),
                Request.delete(null, -1),
                Request.setData(null, "", -1),
                Request.setAcl(null, AclEntry.OPEN, -1),
                Request.exists(null, false),
                Request.getData(null, false),
                Request.getAcl(null),
                Request.getChildren(null, false),
                Request.getChildren2(null, false),
                Request.sync(null));
        Scenario scenario = world -> world.connect("a").callAll(withNull);
        assertThat(servers.referenceSays(scenario))
                .anyMatch(line -> line.endsWith("err -8"))
                .anyMatch(line -> line.endsWith("zxid +2 err -5"))
                .anyMatch(line -> line.endsWith("ok \"null\""));
        List<String> said = quorateSays(scenario);
        assertThat(said).filteredOn(line -> line.contains("zxid +1 err -5")).hasSameSizeAs(withNull);
    }

    @Test
    void anAccessListEntryWithANullIdIsInvalid() {
        Scenario scenario = world -> {
            Conversation a = world.connect("a");
            for (String scheme : new String[] {"world", "digest", "ip", null}) {
                a.call(Request.create(Op.CREATE, "/n", null, List.of(new AclEntry(31, scheme, null)), 0));
            }
        };
        assertThat(servers.referenceSays(scenario)).anyMatch(line -> line.endsWith("err -5"));
        assertThat(quorateSays(scenario))
                .filteredOn(line -> line.contains("err -114"))
                .hasSize(4);
    }

    @Test
    void aMultiMayUseTheRoomThatItMakes() {
        String room = "/zookeeper/quota/q";
        Scenario scenario = world -> {
            Conversation a = world.connect("a");
            a.callAll(List.of(
                    Request.create("/q", ""),
                    Request.create("/q/old", ""),
                    Request.create(room, ""),
                    Request.create(room + "/zookeeper_limits", "count=2,bytes=-1=;byteHardLimit=-1;countHardLimit=2"),
                    Request.create(room + "/zookeeper_stats", "count=0,bytes=0")));
            a.call(Request.create("/q/new", ""));
            a.call(Request.multi(Request.delete("/q/old", -1), Request.create("/q/new", "")));
            a.call(Request.getChildren("/q", false));
        };
        assertThat(servers.referenceSays(scenario))
                .anyMatch(line -> line.endsWith("reply 6 zxid +7 err -125"))
                .anyMatch(line -> line.contains("(-1 0 -125"))
                .last()
                .asString()
                .endsWith("ok [old]");
        assertThat(quorateSays(scenario))
                .anyMatch(line -> line.endsWith("reply 6 zxid +7 err -125"))
                .last()
                .asString()
                .endsWith("ok [new]");
    }

    @Test
    void anIpv4MappedAddressIsTheIpv4AddressThatItStandsFor() {
        Scenario scenario = world -> {
            Conversation a = world.connect("a");
            for (String id : List.of("::ffff:127.0.0.1", "::ffff:10.0.0.1")) {
                a.call(Request.create(Op.CREATE, "/n", null, List.of(new AclEntry(31, "ip", id)), 0));
                a.call(Request.getData("/n", false)).call(Request.delete("/n", -1));
            }
        };
        assertThat(servers.referenceSays(scenario))
                .filteredOn(line -> line.endsWith("err -114"))
                .hasSize(2);
        List<String> said = quorateSays(scenario);
        assertThat(said).noneMatch(line -> line.contains("err -114"));
        assertThat(said).anyMatch(line -> line.contains("reply 2 zxid +2 ok data"));
        assertThat(said).anyMatch(line -> line.endsWith("reply 5 zxid +4 err -102"));
    }

    @Test
    void withoutSaslANullTokenIsAnsweredWithANullToken() {
        Scenario scenario = world -> world.connect("a").call(Request.sasl(null)).call(Request.ping());
        assertThat(servers.referenceSays(scenario)).contains("a < closed");
        assertThat(quorateSays(scenario))
                .contains("a < reply 1 zxid 0 ok data null")
                .last()
                .asString()
                .startsWith("a < reply -2");
    }

    private List<String> quorateSays(Scenario scenario) {
        assumeTrue(
                servers.subject().kind() == ServerKind.QUORATE,
                "the subject is ZooKeeper itself, which departs from nothing");
        return servers.subjectSays(scenario);
    }
}
