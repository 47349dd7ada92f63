package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Received;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The frames of client protocol, appendix A, as they were captured from ZooKeeper 3.9.5: sent again to a new server,
 * answered with the same bytes, zxids included. In what is expected {@code S} stands for the session's id, {@code P}
 * for its password, and {@code T} for a reading of the clock.
 */
final class CapturedFramesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long CLOCK_TOLERANCE_MS = 60_000;
    private static final String SESSION = "S".repeat(16);
    private static final String PASSWORD = "P".repeat(32);
    private static final String TIME = "T".repeat(16);

    @ParameterizedTest
    @EnumSource
    void theAnswersAreTheCapturedBytes(ServerKind kind) {
        ServerSettings settings = ServerSettings.defaults();
        try (ServerProcess server = ServerProcess.start(kind, Workplace.fresh("captured-" + kind.word()), settings);
                Client first = new Client(server)) {
            first.play(CONNECT);
            first.play(UP_TO_ZXID_6);
            first.play(NODES);
            first.play(MULTI);
            first.play(AUTH_AND_WATCH);
            try (Client second = new Client(server)) {
                second.play(CONNECT);
                second.play(SET_WATCHES);
                second.play(REFUSED_AUTH);
                second.end();
            }
            first.play(SMALL_ONES);
            first.end();
            try (Client late = new Client(server)) {
                late.play(UNKNOWN_SESSION);
                late.end();
            }
        }
    }

    /** One connection, its session once it has one. */
    private static final class Client implements AutoCloseable {
        private final RawClient socket;
        private String session = SESSION;
        private String password = PASSWORD;

        Client(ServerProcess server) {
            socket = new RawClient(server.address());
        }

        /** Sends what stands behind {@code >} and awaits what stands behind {@code <}; lines without either go on. */
        void play(String frames) {
            for (String frame : frames.split("\\n(?=[<>])", -1)) {
                String hex = frame.substring(1).replaceAll("\\s", "");
                if (frame.startsWith(">")) {
                    socket.send(Bytes.ofHex(hex));
                } else {
                    await(hex);
                }
            }
        }

        void end() {
            assertThat(socket.read(LIMIT)).as("after the last frame").isInstanceOf(Received.Closed.class);
        }

        @Override
        public void close() {
            socket.close();
        }

        private void await(String expected) {
            Received received = socket.read(LIMIT);
            if (!(received instanceof Received.Frame(byte[] body))) {
                throw new AssertionError("instead of " + expected + " came " + received);
            }
            byte[] whole = new Bytes().int32(body.length).raw(body).toArray();
            String actual = HexFormat.of().formatHex(whole);
            if (expected.contains(PASSWORD)) {
                session = HexFormat.of().toHexDigits(new BytesIn(body, 8).int64());
                password = HexFormat.of().formatHex(Arrays.copyOfRange(body, 20, 36));
            }
            String pattern = expected.replace(SESSION, session)
                    .replace(PASSWORD, password)
                    .replace(TIME, "([0-9a-f]{16})");
            Matcher matcher = Pattern.compile(pattern).matcher(actual);
            assertThat(matcher.matches())
                    .as("expected %s%nreceived %s", pattern, actual)
                    .isTrue();
            for (int i = 1; i <= matcher.groupCount(); i++) {
                long now = System.currentTimeMillis();
                assertThat(Long.parseLong(matcher.group(i), 16))
                        .isBetween(now - CLOCK_TOLERANCE_MS, now + CLOCK_TOLERANCE_MS);
            }
        }
    }

    // A.1
    private static final String CONNECT = """
        > 0000002d 00000000 0000000000000000 00007530 0000000000000000
          00000010 00000000000000000000000000000000 00
        < 00000025 00000000 00007530 SSSSSSSSSSSSSSSS
          00000010 PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPP 00
        """;

    // A.2
    private static final String UNKNOWN_SESSION = """
        > 0000002d 00000000 0000000000000000 00007530 0100003c62ce0001
          00000010 00000000000000000000000000000000 00
        < 00000025 00000000 00000000 0000000000000000 00000010 00000000000000000000000000000000 00
        """;

    // Not in the appendix: setData of a znode that is not there, five times, each of which takes a zxid.
    private static final String UP_TO_ZXID_6 = """
        > 00000017 00000000 00000005 00000003 2f6e6f 00000000 ffffffff
        < 00000010 00000000 0000000000000002 ffffff9b
        > 00000017 00000000 00000005 00000003 2f6e6f 00000000 ffffffff
        < 00000010 00000000 0000000000000003 ffffff9b
        > 00000017 00000000 00000005 00000003 2f6e6f 00000000 ffffffff
        < 00000010 00000000 0000000000000004 ffffff9b
        > 00000017 00000000 00000005 00000003 2f6e6f 00000000 ffffffff
        < 00000010 00000000 0000000000000005 ffffff9b
        > 00000017 00000000 00000005 00000003 2f6e6f 00000000 ffffffff
        < 00000010 00000000 0000000000000006 ffffff9b
        """;

    // A.3, A.4, A.5
    private static final String NODES = """
        > 00000034 00000001 00000001 00000003 2f6578 00000002 6869 00000001
          0000001f 00000005 776f726c64 00000006 616e796f6e65 00000000
        < 00000017 00000001 0000000000000007 00000000 00000003 2f6578
        > 00000035 00000002 0000000f 00000006 2f65782f6e2d 00000000 00000001 0000001f 00000005 776f726c64
          00000006 616e796f6e65 00000003
        < 00000068 00000002 0000000000000008 00000000
          00000010 2f65782f6e2d30303030303030303030
          0000000000000008 0000000000000008
          TTTTTTTTTTTTTTTT TTTTTTTTTTTTTTTT
          00000000 00000000 00000000
          SSSSSSSSSSSSSSSS
          00000000 00000000 0000000000000008
        > 00000010 00000003 00000004 00000003 2f6578 01
        < 0000005a 00000003 0000000000000008 00000000 00000002 6869
          0000000000000007 0000000000000007 TTTTTTTTTTTTTTTT TTTTTTTTTTTTTTTT 00000000 00000001 00000000
          0000000000000000 00000002 00000001 0000000000000008
        > 00000019 00000004 00000005 00000003 2f6578 00000002 796f 00000000
        < 0000001f ffffffff 0000000000000009 00000000 00000003 00000003 00000003 2f6578
        < 00000054 00000004 0000000000000009 00000000
          0000000000000007 0000000000000009 TTTTTTTTTTTTTTTT TTTTTTTTTTTTTTTT 00000001 00000001 00000000
          0000000000000000 00000002 00000001 0000000000000008
        """;

    // A.6, A.7 with the request that its answer belongs to, A.8
    private static final String MULTI = """
        > 00000070 00000005 0000000e
          00000001 00 ffffffff  00000005 2f65782f6d 00000000 00000001 0000001f 00000005 776f726c64
          00000006 616e796f6e65 00000000
          0000000d 00 ffffffff  00000003 2f6578 00000007
          00000002 00 ffffffff  00000005 2f65782f6d ffffffff
          ffffffff 01 ffffffff
        < 00000040 00000005 000000000000000a 00000000
          ffffffff 00 00000000 00000000
          ffffffff 00 ffffff99 ffffff99
          ffffffff 00 fffffffe fffffffe
          ffffffff 01 ffffffff
        > 00000089 00000006 0000000e
          0000000d 00 ffffffff  00000003 2f6578 00000001
          00000005 00 ffffffff  00000003 2f6578 00000001 7a 00000001
          00000001 00 ffffffff  00000005 2f65782f6d 00000000 00000001 0000001f 00000005 776f726c64
          00000006 616e796f6e65 00000000
          00000002 00 ffffffff  00000005 2f65782f6d ffffffff
          ffffffff 01 ffffffff
        < 0000008a 00000006 000000000000000b 00000000
          0000000d 00 00000000
          00000005 00 00000000
          0000000000000007 000000000000000b TTTTTTTTTTTTTTTT TTTTTTTTTTTTTTTT 00000002 00000001 00000000
          0000000000000000 00000001 00000001 0000000000000008
          00000001 00 00000000  00000005 2f65782f6d
          00000002 00 00000000
          ffffffff 01 ffffffff
        > 00000035 00000007 00000016 00000004 00 ffffffff 00000003 2f6578 00 00000008 00 ffffffff
          00000005 2f6e6f6e65 00
          ffffffff 01 ffffffff
        < 00000078 00000007 000000000000000b 00000000 00000004 00 00000000 00000001 7a
          0000000000000007 000000000000000b TTTTTTTTTTTTTTTT TTTTTTTTTTTTTTTT 00000002 00000003 00000000
          0000000000000000 00000001 00000001 000000000000000b
          ffffffff 00 ffffff9b ffffff9b ffffffff 01 ffffffff
        """;

    // A.9 where it succeeds, the addWatch of A.11
    private static final String AUTH_AND_WATCH = """
        > 00000024 fffffffc 00000064 00000000 00000006 646967657374 0000000a 626f623a736563726574
        < 00000010 fffffffc 0000000000000000 00000000
        > 00000013 00000008 0000006a 00000003 2f6578 00000001
        < 00000014 00000008 000000000000000b 00000000 00000000
        """;

    // A.10
    private static final String SET_WATCHES = """
        > 00000048 fffffff8 00000069 0000000000000002
          00000001 00000003 2f6578
          00000001 00000005 2f676f6e65
          00000001 00000003 2f6578
          00000001 00000002 2f70
          00000001 00000003 2f6578
        < 0000001f ffffffff ffffffffffffffff 00000000 00000003 00000003 00000003 2f6578
        < 0000001f ffffffff ffffffffffffffff 00000000 00000004 00000003 00000003 2f6578
        < 00000010 fffffff8 000000000000000c 00000000
        """;

    // A.9 where it fails
    private static final String REFUSED_AUTH = """
        > 00000019 fffffffc 00000064 00000000 00000004 6b657262 00000001 78
        < 00000010 fffffffc 0000000000000000 ffffff8d
        """;

    // A.11; identities come in no order; the answer to the SASL packet is that of client protocol 1.12
    private static final String SMALL_ONES = """
        > 00000012 0000000a 00000003 00000005 2f676f6e65 01
        < 00000010 0000000a 000000000000000c ffffff9b
        > 00000008 fffffffe 0000000b
        < 00000010 fffffffe 000000000000000c 00000000
        > 00000008 0000000b 0000006b
        < 00000038 0000000b 000000000000000c 00000000 00000002
          (?: 00000006 646967657374 00000003 626f62 00000002 6970 00000009 3132372e302e302e31
          | 00000002 6970 00000009 3132372e302e302e31 00000006 646967657374 00000003 626f62 )
        > 0000000c 00000001 00000066 00000000
        < 00000014 00000001 0000000000000000 00000000 ffffffff
        > 00000013 0000000e 00000002 00000003 2f6578 00000009
        < 00000010 0000000e 000000000000000d ffffff99
        > 0000000f 0000000f 00000009 00000003 2f6578
        < 00000017 0000000f 000000000000000d 00000000 00000003 2f6578
        > 00000008 00000010 fffffff5
        < 0000002c ffffffff 000000000000000e 00000000 00000002 00000003 00000010 2f65782f6e2d30303030303030303030
        < 00000010 00000010 000000000000000e 00000000
        """;
}
