package io.quorate.tree.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.tree.txn.TxnCodec.Logged;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of txns; the vectors are from files and packets that ZooKeeper wrote. */
final class TxnCodecTest {
    private static final String OPEN_ACL = "00000001 0000001f 00000005 776f726c64 00000006 616e796f6e65";
    private static final String HEADER = "010000184d710000 00000001 0000000000000002 000001a1fbc733c8 ";
    private static final TxnHeader BY_CLIENT = new TxnHeader(0x10000184d710000L, 1, 2, 0x1a1fbc733c8L);

    @Test
    void aSessionBeginsAsInTheRealFile() {
        TxnHeader header = new TxnHeader(0x10000184d710000L, 0, 1, 0x1a1fbc73160L);
        String bytes = "010000184d710000 00000000 0000000000000001 000001a1fbc73160 fffffff6 00007530"
                + " 00000002 0000000051c6d660";
        assertBothWays(bytes, new Logged(header, new Txn.CreateSession(30000), true, 0x51c6d660L));
    }

    @Test
    void aCreateIsAsInTheRealFile() {
        Txn txn = new Txn.Create(Txn.CreateForm.CREATE, "/a", text("hi"), Acl.OPEN, false, 1);
        assertBody("00000001 00000002 2f61 00000002 6869 " + OPEN_ACL + " 00 00000001", txn);
        String create2 = "0000000f 00000002 2f61 00000002 6869 " + OPEN_ACL + " 01 00000001";
        assertBody(create2, new Txn.Create(Txn.CreateForm.CREATE2, "/a", text("hi"), Acl.OPEN, true, 1));
    }

    @Test
    void anErrorIsAsInTheRealFile() {
        TxnHeader header = new TxnHeader(0x10000184d710000L, 6, 7, 0x1a1fbc7341cL);
        String bytes = "010000184d710000 00000006 0000000000000007 000001a1fbc7341c ffffffff ffffff99";
        assertBothWays(bytes, new Logged(header, new Txn.Error(-103), false, 0));
    }

    @Test
    void theOtherBodiesAreAsInTheRealFile() {
        assertBody(
                "00000015 00000002 2f74 00000001 79 " + OPEN_ACL + " 00000002 000000000000ea60",
                new Txn.CreateTtl("/t", text("y"), Acl.OPEN, 2, 60000));
        assertBody(
                "00000013 00000002 2f63 ffffffff " + OPEN_ACL + " 00000003",
                new Txn.CreateContainer("/c", null, Acl.OPEN, 3));
        assertBody("00000005 00000002 2f61 00000005 68656c6c6f 00000001", new Txn.SetData("/a", text("hello"), 1));
        assertBody(
                "00000007 00000002 2f61 00000001 0000000f 00000005 776f726c64 00000006 616e796f6e65 00000001",
                new Txn.SetAcl("/a", List.of(new Acl(15, "world", "anyone")), 1));
        assertBody("00000002 00000002 2f70", new Txn.Delete("/p"));
        assertBody("00000014 00000002 2f70", new Txn.DeleteContainer("/p"));
        assertBody(
                "fffffff5 00000002 00000006 2f612f657068 00000010 2f612f65732d30303030303030303032",
                new Txn.CloseSession(List.of("/a/eph", "/a/es-0000000002")));
        assertBody(
                "00000010 00000011 2f7a6f6f6b65657065722f636f6e666967 00000001 78 ffffffff",
                new Txn.Reconfig("/zookeeper/config", text("x"), -1));
    }

    @Test
    void multisAreAsInRealFilesAndPackets() {
        assertBody(
                "0000000e 00000002 00000002 0000000c 00000008 2f636f6e742f6331 00000002 00000009 00000005 2f636f6e74",
                new Txn.Multi(List.of(new Txn.Delete("/cont/c1"), new Txn.Delete("/cont"))));
        assertBody(
                "0000000e 00000003 00000001 0000002b 00000002 2f6d 00000001 31 " + OPEN_ACL
                        + " 00 00000003 0000000d 0000000a 00000002 2f61 00000002"
                        + " 00000005 0000000f 00000002 2f6d 00000001 32 00000001",
                new Txn.Multi(List.of(
                        new Txn.Create(Txn.CreateForm.CREATE, "/m", text("1"), Acl.OPEN, false, 3),
                        new Txn.Check("/a", 2),
                        new Txn.SetData("/m", text("2"), 1))));
        assertBody(
                "0000000e 00000002 00000002 00000006 00000002 2f6e ffffffff 00000004 ffffff99",
                new Txn.Multi(List.of(new Txn.Delete("/n"), new Txn.Error(-103))));
        assertBody("0000000e 00000000", new Txn.Multi(List.of()));
    }

    @Test
    void aVeryOldCreateHasNoCountOfItsParent() {
        Txn expected = new Txn.Create(Txn.CreateForm.CREATE, "/a", text("hi"), Acl.OPEN, true, -1);
        String body = "00000002 2f61 00000002 6869 " + OPEN_ACL + " 01";
        assertThat(read(HEADER + "00000001" + body).txn())
                .usingRecursiveComparison()
                .isEqualTo(expected);
        assertThat(read(HEADER + "0000000e 00000001 00000001 00000028" + body).txn())
                .usingRecursiveComparison()
                .isEqualTo(new Txn.Multi(List.of(expected)));
    }

    @Test
    void anOldEndOfASessionHasNoList() {
        assertThat(read(HEADER + "fffffff5")).isEqualTo(new Logged(BY_CLIENT, new Txn.CloseSession(null), false, 0));
        assertThat(read(HEADER + "fffffff5 00000002 00000000f162266f").txn()).isEqualTo(new Txn.CloseSession(null));
        assertThat(write(new Logged(BY_CLIENT, new Txn.CloseSession(null), true, 5)))
                .isEqualTo(HEADER.replace(" ", "") + "fffffff5");
    }

    @Test
    void whatFollowsATxnAndIsNoDigestIsIgnored() {
        Logged plain = new Logged(BY_CLIENT, new Txn.Delete("/p"), false, 0);
        String bytes = HEADER + "00000002 00000002 2f70";
        assertThat(read(bytes + "00000002 00000000f16226")).isEqualTo(plain);
        assertThat(read(bytes + "00000001 00000000f162266f")).isEqualTo(plain);
        assertThat(read(bytes + "00000002 00000000f162266f abcd"))
                .isEqualTo(new Logged(BY_CLIENT, new Txn.Delete("/p"), true, 0xf162266fL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000003",
                "0000000d 00000002 2f61 00000002",
                "00000002",
                "00000002 ffffffff",
                "00000002 00000000",
                "00000002 00000001 61",
                "00000002 00000005 2f61",
                "00000005 00000002 2f61 7fffffff",
                "0000000e ffffffff",
                "0000000e 00000001 0000000e 00000004 00000000",
                "0000000e 00000001 fffffff6 00000004 00000000",
                "0000000e 00000001 00000007 00000004 00000000",
                "0000000e 00000001 00000002 00000005 00000002 2f70",
                "0000000e 00000001 00000002 ffffffff 00000002 2f70",
                "0000000e 7fffffff",
                "fffffff5 7fffffff 00000002 2f61",
                "0000000f 00000002 2f61 00000002 6869 " + OPEN_ACL + " 01",
            })
    void anythingElseIsMalformed(String body) {
        assertThatThrownBy(() -> read(HEADER + body)).isInstanceOf(MalformedException.class);
    }

    @Test
    void whateverIsWrittenIsRead() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            Logged logged = RandomTxn.logged(random);
            Logged back = read(write(logged));
            assertThat(back).usingRecursiveComparison().isEqualTo(logged);
        }
    }

    @Test
    void damagedBytesAreATxnOrMalformedAndNothingElse() {
        Random random = new Random(2);
        int malformed = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = HexFormat.of().parseHex(write(RandomTxn.logged(random)));
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
            try {
                TxnCodec.read(new JuteReader(1 << 20).reset(bytes, 0, length));
            } catch (MalformedException _) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(10_000, 49_000);
    }

    private static void assertBody(String body, Txn txn) {
        assertBothWays(HEADER + body + "00000002 00000000f162266f", new Logged(BY_CLIENT, txn, true, 0xf162266fL));
    }

    private static void assertBothWays(String bytes, Logged logged) {
        assertThat(write(logged)).isEqualTo(bytes.replace(" ", ""));
        assertThat(read(bytes)).usingRecursiveComparison().isEqualTo(logged);
    }

    private static String write(Logged logged) {
        JuteWriter out = new JuteWriter(16);
        TxnCodec.write(out, logged.header(), logged.txn(), logged.hasDigest(), logged.digest());
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static Logged read(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return TxnCodec.read(new JuteReader(1 << 20).reset(bytes, 0, bytes.length));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
