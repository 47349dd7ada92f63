package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One test for each {@link Departure} that can be seen from outside: what ZooKeeper does, so that the row does not
 * outlive its reason, and what Quorate does instead.
 */
@On(Profile.OPEN)
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
    void createTtlWithoutATtlFlagIsABadArgument() {
        // ZooKeeper is not asked: it would stop and never start on that directory again.
        List<String> said = quorateSays(world -> {
            Conversation a = world.connect("a");
            for (int flags : new int[] {0, 1, 2, 3, 4}) {
                a.call(Request.createTtl("/n", "", AclEntry.OPEN, flags, -1));
            }
            a.call(Request.getChildren("/", false));
        });
        assertThat(said).filteredOn(line -> line.contains("< reply")).hasSize(6);
        assertThat(said).filteredOn(line -> line.contains("err -8")).hasSize(5);
        assertThat(said.getLast()).endsWith("ok [zookeeper]");
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
        List<String> said = quorateSays(world -> world.connect("a")
                .call(Request.raw(Op.CREATE_SESSION, timeout, "createSession"))
                .awaitEnd());
        assertThat(said.subList(2, said.size())).containsExactly("a < reply 1 zxid -1 err -6", "a < closed");
    }

    @Test
    void theContainerFlagOfCreateMakesAContainerOrIsRefused() {
        List<String> said = quorateSays(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/box", "", Request.CONTAINER)).call(Request.create2("/box2", "", Request.CONTAINER));
        });
        assertThat(said)
                .filteredOn(line -> line.contains("< reply"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches(".*( ok \"/box.*| err -8)"));
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
        List<String> said = quorateSays(world -> world.connect("a").callAll(withNull));
        assertThat(said).filteredOn(line -> line.contains("zxid +1 err -5")).hasSameSizeAs(withNull);
    }

    @Test
    void anAccessListEntryWithANullIdIsInvalid() {
        List<String> said = quorateSays(world -> {
            Conversation a = world.connect("a");
            for (String scheme : new String[] {"world", "digest", "ip", null}) {
                a.call(Request.create(Op.CREATE, "/n", null, List.of(new AclEntry(31, scheme, null)), 0));
            }
        });
        assertThat(said).filteredOn(line -> line.contains("err -114")).hasSize(4);
    }

    private List<String> quorateSays(Scenario scenario) {
        assumeTrue(
                servers.subject().kind() == ServerKind.QUORATE,
                "the subject is ZooKeeper itself, which departs from nothing");
        return servers.subjectSays(scenario);
    }
}
