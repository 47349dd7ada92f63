package io.quorate.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.server.admin.Survey.Ephemerals;
import io.quorate.server.admin.Survey.Expiry;
import io.quorate.server.admin.Survey.Watch;
import io.quorate.storage.Storage;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of client protocol 9.2, to the byte. */
class WordTextsTest {
    private static final Version VERSION = new Version("1.0", "2026-02-11T20:18:00Z");
    private static final String VERSION_LINE = "Zookeeper version: 3.9.5-quorate-1.0, built on 2026-02-11 20:18 UTC\n";
    private static final String FIGURES = """
        Latency min/avg/max: 0/1.6246/19
        Received: 255
        Sent: 332
        Connections: 2
        Outstanding: 0
        Zxid: 0xae
        Mode: standalone
        Node count: 25
        """;

    @Test
    void srvrTellsTheFiguresInTheirOrder() {
        assertThat(WordTexts.srvr(VERSION, Figures.DOOR, Figures.SURVEY)).isEqualTo(VERSION_LINE + FIGURES);
    }

    @Test
    void statTellsTheConnectionsBetweenVersionAndFigures() {
        assertThat(WordTexts.stat(
                        VERSION, Figures.DOOR, Figures.SURVEY, List.of(Figures.grown(), Figures.young("::1", 7))))
                .isEqualTo(VERSION_LINE + """
                    Clients:
                     /127.0.0.1:54642[1](queued=0,recved=7,sent=7)
                     /[0:0:0:0:0:0:0:1]:7[0](queued=0,recved=1,sent=0)

                    """ + FIGURES);
    }

    @Test
    void consTellsOfTheSessionOnceThereIsOne() {
        String grown =
                " /127.0.0.1:54642[1](queued=0,recved=7,sent=7,sid=0x10000168579002a,lop=ADDW,est=1795225443390,";
        String rest = "to=30000,lcxid=0x6,lzxid=0xae,lresp=1539438,llat=0,minlat=0,avglat=0,maxlat=1)\n";

        assertThat(WordTexts.cons(List.of(Figures.grown(), Figures.young("10.0.0.1", 8))))
                .isEqualTo(grown + rest + " /10.0.0.1:8[0](queued=0,recved=1,sent=0)\n\n");
    }

    @Test
    void confTellsTheKeysOfAStandaloneServer() {
        Layout layout = new Layout(
                21810, 22810, Path.of("/data/version-2"), Path.of("/data/version-2"), 2000, 60, 4000, 40_000, -1, null);

        assertThat(WordTexts.conf(layout, new Storage.Sizes(67_109_358, 67_109_358)))
                .isEqualTo("""
                    clientPort=21810
                    secureClientPort=22810
                    dataDir=/data/version-2
                    dataDirSize=67109358
                    dataLogDir=/data/version-2
                    dataLogSize=67109358
                    tickTime=2000
                    maxClientCnxns=60
                    minSessionTimeout=4000
                    maxSessionTimeout=40000
                    clientPortListenBacklog=-1
                    serverId=0
                    """);
    }

    @Test
    void dumpGathersSessionsByWhenTheyExpire() {
        Survey.Sessions sessions = new Survey.Sessions(
                List.of(new Expiry(2000, 0x10), new Expiry(2000, 0x11), new Expiry(4000, 0x12)),
                List.of(new Ephemerals(0x10, List.of("/f/e", "/g"))));

        DumpText text = new DumpText(1_540_000, 1_000_000, ZoneId.of("UTC"));

        assertThat(text.of(sessions, List.of(Figures.grown(), Figures.young("10.0.0.1", 8)), 10_000))
                .isEqualTo("""
                    SessionTracker dump:
                    Session Sets (2)/(3):
                    2 expire at Thu Jan 01 00:16:42 UTC 1970:
                    \t0x10
                    \t0x11
                    1 expire at Thu Jan 01 00:16:44 UTC 1970:
                    \t0x12
                    ephemeral nodes dump:
                    Sessions with Ephemerals (1):
                    0x10:
                    \t/f/e
                    \t/g
                    Connections dump:
                    Connections Sets (2)/(2):
                    1 expire at Thu Jan 01 00:17:00 UTC 1970:
                    \tip: /10.0.0.1:8 sessionId: 0x0
                    1 expire at Thu Jan 01 00:17:10 UTC 1970:
                    \tip: /127.0.0.1:54642 sessionId: 0x10000168579002a
                    """);
    }

    @Test
    void watchesAreToldBySessionAndByPath() {
        List<Watch> watches = List.of(new Watch("/a", 2), new Watch("/a", 1), new Watch("/b", 1));

        assertThat(WordTexts.wchc(watches)).isEqualTo("0x1\n\t/a\n\t/b\n0x2\n\t/a\n\n");
        assertThat(WordTexts.wchp(watches)).isEqualTo("/a\n\t0x2\n\t0x1\n/b\n\t0x1\n\n");
        assertThat(WordTexts.wchs(new Survey.WatchSummary(2, 2, 3)))
                .isEqualTo("2 connections watching 2 paths\nTotal watches:3\n");
    }

    @Test
    void withoutRequestsTheMeanIsAPlainZero() {
        assertThat(WordTexts.average(Figures.NONE)).hasToString("0.0");
    }
}
