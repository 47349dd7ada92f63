package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import io.quorate.conformance.transcript.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trees, paths and access lists that many scenarios use. */
final class Samples {
    /** Paths that break one rule of client protocol 2.4 each, and some that only look as if they did. */
    static final List<String> STRANGE_PATHS = List.of(
            "",
            "t",
            "t/x",
            "/",
            "//",
            "///",
            "/t/",
            "/t//x",
            "//t",
            "/t/.",
            "/t/..",
            "/t/./x",
            "/t/../x",
            "/missing/../x",
            "/t/...",
            "/t/.a",
            "/t/a..",
            "/t/nul\u0000",
            "\u0000",
            "/t/one\u0001",
            "/t/tab\t",
            "/t/space ",
            "/t/del\u007f",
            "/t/c1\u0085",
            "/t/é",
            "/t/\u2026",
            "/t/private\ue000",
            "/t/last\uf8ff",
            "/t/after\uf900",
            "/t/before\uffef",
            "/t/special\ufff0",
            "/t/bom\ufeff",
            "/t/pile\ud83d\udca9");

    /** Paths about {@link #tree}: present, absent, forbidden, below ephemerals, and the server's own. */
    static final List<String> PATHS = List.of(
            "/t",
            "/t/new",
            "/t/open",
            "/t/open/new",
            "/t/full",
            "/t/full/kid",
            "/t/empty",
            "/t/missing/new",
            "/t/readonly",
            "/t/readonly/new",
            "/t/readonly/kid",
            "/t/dark",
            "/t/dark/new",
            "/t/dark/kid",
            "/t/dark/missing/new",
            "/t/ephemeral",
            "/t/ephemeral/new",
            "/t/ephemeral/",
            "/t/container",
            "/t/container/new",
            "/t/ttl",
            "/t/ttl/new",
            "/zookeeper",
            "/zookeeper/new",
            "/zookeeper/quota",
            "/zookeeper/quota/new",
            "/zookeeper/config",
            "/zookeeper/config/new");

    /** Access lists in every state that normalisation knows (client protocol 4.3). */
    static final List<@Nullable List<AclEntry>> ACCESS_LISTS = Arrays.asList(
            null,
            List.of(),
            AclEntry.OPEN,
            AclEntry.world(0),
            AclEntry.world(32),
            AclEntry.world(-1),
            entries(AclEntry.OPEN.getFirst(), AclEntry.OPEN.getFirst()),
            entries(entry("world", "anyone"), entry("ip", "127.0.0.1"), entry("world", "anyone")),
            entries(entry("world", "someone")),
            entries(entry("world", "")),
            entries(entry("", "anyone")),
            entries(entry("unknown", "x")),
            entries(entry("super", "")),
            entries(entry("sasl", "bob")),
            entries(entry("x509", "CN=bob")),
            entries(entry("auth", "")),
            entries(entry("auth", null)),
            entries(entry("auth", "ignored")),
            entries(entry("digest", "a:b")),
            entries(entry("digest", ":b")),
            entries(entry("digest", "a:b:")),
            entries(entry("digest", "a")),
            entries(entry("digest", "a:")),
            entries(entry("digest", ":")),
            entries(entry("digest", "a:b:c")),
            entries(entry("digest", "")),
            entries(entry("ip", "127.0.0.1")),
            entries(entry("ip", "127.0.0.0/8")),
            entries(entry("ip", "127.0.0.1/0")),
            entries(entry("ip", "127.0.0.1/32")),
            entries(entry("ip", "127.0.0.1/33")),
            entries(entry("ip", "127.0.0.1/-1")),
            entries(entry("ip", "127.0.0.1/x")),
            entries(entry("ip", "127.0.0.1/")),
            entries(entry("ip", "127.0.0")),
            entries(entry("ip", "127.0.0.256")),
            entries(entry("ip", "::1")),
            entries(entry("ip", "::1/128")),
            entries(entry("ip", "::1/129")),
            entries(entry("ip", "fe80::/10")),
            entries(entry("ip", "localhost")),
            entries(entry("ip", "")),
            entries(entry("world", "anyone"), entry("unknown", "x")));

    private Samples() {}

    static AclEntry entry(@Nullable String scheme, @Nullable String id) {
        return new AclEntry(AclEntry.ALL, scheme, id);
    }

    static List<AclEntry> entries(AclEntry... entries) {
        return List.of(entries);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Builds the tree that {@link #PATHS} speaks of; ephemerals belong to the conversation returned. */
    static Conversation tree(World world) {
        Conversation builder = world.connect("builder");
        builder.callAll(List.of(
                Request.create("/t", "root"),
                Request.create("/t/open", "open"),
                Request.create("/t/full", "full"),
                Request.create("/t/full/kid", ""),
                Request.create(Op.CREATE, "/t/empty", null, AclEntry.OPEN, Request.PERSISTENT),
                Request.create("/t/readonly", "r"),
                Request.create("/t/readonly/kid", "r"),
                Request.create("/t/dark", "d"),
                Request.create("/t/dark/kid", "d"),
                Request.create("/t/ephemeral", "e", Request.EPHEMERAL),
                Request.createContainer("/t/container"),
                Request.createTtl("/t/ttl", "ttl", AclEntry.OPEN, Request.TTL, 1_000_000),
                Request.setAcl("/t/readonly/kid", AclEntry.world(AclEntry.READ), -1),
                Request.setAcl("/t/readonly", AclEntry.world(AclEntry.READ), -1),
                Request.setAcl("/t/dark/kid", AclEntry.world(0), -1),
                Request.setAcl("/t/dark", AclEntry.world(0), -1)));
        return builder;
    }

    /** One well-formed request of every operation that may be sent in a session without ending it. */
    static List<Request> everyRequest() {
        List<String> one = List.of("/t");
        return List.of(
                Request.create("/t/every", "data"),
                Request.create2("/t/every2", "data", Request.SEQUENTIAL),
                Request.createContainer("/t/box"),
                Request.createTtl("/t/brief", "data", AclEntry.OPEN, Request.TTL, 100_000),
                Request.delete("/t/every", -1),
                Request.exists("/t", true),
                Request.getData("/t", true),
                Request.setData("/t", "data", -1),
                Request.getAcl("/t"),
                Request.setAcl("/t", AclEntry.OPEN, -1),
                Request.getChildren("/t", true),
                Request.getChildren2("/t", true),
                Request.sync("/t"),
                Request.multi(Request.check("/t", -1), Request.setData("/t", "x", -1)),
                Request.multiRead(Request.getData("/t", false), Request.getChildren("/t", false)),
                reconfig("", "", null, -1),
                Request.checkWatches("/t", 2),
                Request.removeWatches("/t", 2),
                Request.addWatch("/t", 1),
                Request.setWatches(0, one, one, one),
                Request.setWatches2(0, List.of(one, one, one, one, one)),
                Request.getEphemerals("/"),
                Request.getAllChildrenNumber("/"),
                Request.whoAmI());
    }

    static Request reconfig(
            @Nullable String joining, @Nullable String leaving, @Nullable String members, long fromConfig) {
        byte[] body = new Bytes()
                .string(joining)
                .string(leaving)
                .string(members)
                .int64(fromConfig)
                .toArray();
        return Request.raw(Op.RECONFIG, body, "reconfig from " + fromConfig);
    }

    /** The request with its body cut to each shorter length. */
    static List<Request> cuts(Request whole) {
        List<Request> cut = new ArrayList<>();
        for (int length = 0; length < whole.body().length; length++) {
            cut.add(Request.raw(
                    whole.type(), Arrays.copyOf(whole.body(), length), whole + " cut to " + length + " bytes"));
        }
        return cut;
    }
}
