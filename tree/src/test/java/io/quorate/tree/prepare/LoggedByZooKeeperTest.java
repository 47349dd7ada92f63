package io.quorate.tree.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.DigestScheme;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Changes;
import io.quorate.tree.prepare.Preparer.Prepared;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnCodec;
import io.quorate.tree.txn.TxnCodec.Logged;
import io.quorate.tree.txn.TxnHeader;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests at the same times become, byte for byte, the log that ZooKeeper wrote. */
final class LoggedByZooKeeperTest {
    private static final String RECORDED = "logged-by-zookeeper-3.9.5.txt";
    private static final TreeLimits LIMITS = new TreeLimits(true, false, false, true, 3);
    private static final List<Identity> WHO = List.of(
            new Identity("ip", "127.0.0.1"), new Identity("digest", new DigestScheme("SHA1", null).identityOf("u:p")));

    private final ZnodeTree tree = new ZnodeTree(LIMITS);
    private final OutstandingView view = new OutstandingView(tree);
    private final Preparer preparer = new Preparer(view, Schemes.standard().rules(LIMITS), LIMITS);
    private final Applier applier = new Applier(Changes.IGNORED);
    private final ArrayDeque<Outstanding> outstanding = new ArrayDeque<>();

    private record Outstanding(TxnHeader header, Txn txn) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 1000})
    void requestsBecomeTheTxnsThatZooKeeperLogged(int mostOutstanding) throws IOException {
        Iterator<String> lines = recorded().iterator();
        int compared = 0;
        while (lines.hasNext()) {
            String request = lines.next();
            Logged theirs = read(HexFormat.of().parseHex(lines.next().strip()));
            Prepared ours = prepare(theirs.header(), request);
            assertThat(bytes(theirs.header(), ours)).as(request).isEqualTo(bytes(theirs));
            outstanding.add(new Outstanding(theirs.header(), ours.txn()));
            while (outstanding.size() > mostOutstanding) {
                applyOldest();
            }
            compared++;
        }
        assertThat(compared).isEqualTo(352);
    }

    private Prepared prepare(TxnHeader header, String line) {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "open" -> preparer.createSession(header, Integer.parseInt(words[1]));
            case "close" -> preparer.closeSession(header);
            default -> preparer.prepare(header, request(line), WHO);
        };
    }

    private static WriteRequest request(String line) {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "create" ->
                new WriteRequest.Create(
                        WriteRequest.CreateForm.valueOf(words[1]),
                        words[2],
                        data(words[5]),
                        acl(words[6]),
                        Integer.parseInt(words[3]),
                        Long.parseLong(words[4]));
            case "delete" -> new WriteRequest.Delete(words[1], Integer.parseInt(words[2]));
            case "set" -> new WriteRequest.SetData(words[1], data(words[2]), Integer.parseInt(words[3]));
            case "acl" -> new WriteRequest.SetAcl(words[1], acl(words[2]), Integer.parseInt(words[3]));
            case "check" -> new WriteRequest.Check(words[1], Integer.parseInt(words[2]));
            case "multi" -> {
                List<WriteRequest> parts = new ArrayList<>();
                String[] lines = line.split(" ; ", -1);
                for (int i = 1; i < lines.length; i++) {
                    parts.add(request(lines[i]));
                }
                yield new WriteRequest.Multi(parts);
            }
            default -> throw new AssertionError("not a request: " + line);
        };
    }

    private void applyOldest() {
        Outstanding oldest = outstanding.remove();
        applier.apply(tree, oldest.header(), oldest.txn());
        view.appliedUpTo(oldest.header().zxid());
    }

    private static byte @Nullable [] data(String word) {
        return switch (word) {
            case "null" -> null;
            case "empty" -> new byte[0];
            default -> HexFormat.of().parseHex(word);
        };
    }

    private static List<Acl> acl(String word) {
        return word.equals("o") ? Acl.OPEN : List.of(new Acl(31, "auth", ""));
    }

    private static Logged read(byte[] payload) {
        Logged logged = TxnCodec.read(new JuteReader(1 << 20).reset(payload, 0, payload.length));
        JuteWriter again = new JuteWriter(64);
        TxnCodec.write(again, logged.header(), logged.txn(), logged.hasDigest(), logged.digest());
        assertThat(again.toByteArray()).isEqualTo(payload);
        return logged;
    }

    private static String bytes(Logged logged) {
        return bytes(logged.header(), new Prepared(logged.txn(), logged.digest(), logged.hasDigest()));
    }

    /** The ephemerals of a session that ends are listed in no particular order. */
    private static String bytes(TxnHeader header, Prepared prepared) {
        Txn txn = prepared.txn() instanceof Txn.CloseSession(List<String> paths) && paths != null
                ? new Txn.CloseSession(paths.stream().sorted().toList())
                : prepared.txn();
        JuteWriter out = new JuteWriter(64);
        TxnCodec.write(out, header, txn, prepared.hasDigest(), prepared.digest());
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static List<String> recorded() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LoggedByZooKeeperTest.class.getResourceAsStream(RECORDED), RECORDED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
