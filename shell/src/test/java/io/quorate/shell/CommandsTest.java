package io.quorate.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.EmbeddedServer;
import io.quorate.testkit.junit.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What people miss in ZooKeeper's shell. The commands that it has are compared with it in conformance. */
@Timeout(120)
class CommandsTest {
    private static final long LOOK_AGAIN_NS = 1_000_000;

    @RegisterExtension
    final Embedded<EmbeddedServer> server = Embedded.server();

    @TempDir
    private Path directory;

    private Typist typist;

    @BeforeEach
    void connect() {
        typist = new Typist(server.get().connectString());
    }

    @AfterEach
    void disconnect() {
        typist.close();
    }

    private void plant(String... paths) {
        for (String path : paths) {
            typist.does("create " + path + " \"data of " + path + "\"");
        }
    }

    @Test
    void aTreeIsDrawnWithItsDataAndNoDeeperThanAsked() {
        plant("/a", "/a/b", "/a/b/c", "/a/d");

        assertThat(typist.does("tree -d /a"))
                .containsExactly(
                        "/a  data of /a",
                        "├── b  data of /a/b",
                        "│   └── c  data of /a/b/c",
                        "└── d  data of /a/d",
                        "",
                        "4 znodes");
        assertThat(typist.does("tree -L 1 /a")).containsExactly("/a", "├── b", "└── d", "", "3 znodes");
    }

    @Test
    void findLooksAtNamesDataKindAndEmptiness() {
        plant("/a", "/a/lock-1", "/a/lock-2", "/a/other");
        typist.does("create -e /a/session x");
        typist.does("create /a/nothing");

        assertThat(typist.does("find -name lock-* /a")).containsExactly("/a/lock-1", "/a/lock-2");
        assertThat(typist.does("find -name lock-? -data lock-2 /")).containsExactly("/a/lock-2");
        assertThat(typist.does("find -ephemeral /")).containsExactly("/a/session");
        assertThat(typist.does("find -empty /a")).containsExactly("/a/nothing");
        assertThat(typist.does("find -maxdepth 0 /a")).containsExactly("/a");
        assertThat(typist.types("find -name missing /a").code()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void rmTellsHowManyThereAreAndAsks() {
        plant("/a", "/a/b", "/a/b/c");

        Typist.Answer refused = typist.types("rm -r /a");
        assertThat(typist.question()).isEqualTo("Delete /a and 2 znodes below?");
        assertThat(refused.err()).containsExactly("nothing was deleted");
        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(typist.types("rm /a").err()).containsExactly("Node not empty: /a");

        typist.willAgree(true);
        assertThat(typist.does("rm -r /a")).containsExactly("Deleted 3 znodes");
        assertThat(typist.does("ls /")).containsExactly("[zookeeper]");
    }

    @Test
    void deleteAllWorksInBatchesThatAreSmallerThanTheTree() {
        plant("/a", "/a/b", "/a/c", "/a/d", "/a/e");

        typist.does("deleteall /a -b 2");

        assertThat(typist.does("ls /")).containsExactly("[zookeeper]");
        assertThat(typist.types("deleteall /").err()).containsExactly("the root cannot be deleted");
    }

    @Test
    void aSubtreeIsCopiedWithDataAndAclsButWithoutEphemerals() {
        plant("/a", "/a/b");
        typist.does("create /a/readable x world:anyone:rdw");
        typist.does("create -e /a/session x");

        Typist.Answer answer = typist.types("cp /a /copy");

        assertThat(answer.out()).containsExactly("Copied 3 znodes to /copy");
        assertThat(answer.err()).containsExactly("1 ephemerals were not copied: they belong to sessions");
        assertThat(typist.does("get /copy/b")).containsExactly("data of /a/b");
        assertThat(typist.does("getAcl /copy/readable")).containsExactly("'world,'anyone", ": drw");
        assertThat(typist.types("cp /a /copy").err()).containsExactly("Node already exists: /copy");
        typist.does("set /a/b newer");
        typist.types("cp -f /a /copy");
        assertThat(typist.does("get /copy/b")).containsExactly("newer");
        assertThat(typist.types("cp /a /a/inside").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anAclThatIsMaskedIsNotCopied() {
        typist.does("addauth digest user:pw");
        typist.does("create /mine secret digest:user:2Om+GBbT2q/tS6pdvACZbbm7/1A=:cdrwa,world:anyone:r");
        try (Typist stranger = new Typist(server.get().connectString())) {
            assertThat(stranger.types("cp /mine /copy").err().getFirst()).contains("masked", "addauth", "-O");
            assertThat(stranger.does("cp -O /mine /copy")).containsExactly("Copied 1 znodes to /copy");
        }
    }

    @Test
    void whatIsExportedCanBeImportedElsewhere() throws IOException {
        plant("/a", "/a/b", "/a/b/c");
        typist.does("create /a/null");
        typist.does("set -b /a/b gIH/");
        typist.does("create /a/readable x world:anyone:rdw");
        Path file = directory.resolve("a.jsonl");

        typist.does("export -o " + file + " /a");
        assertThat(Files.readAllLines(file))
                .hasSize(5)
                .contains("{\"path\":\"/b\",\"data\":\"gIH/\",\"acl\":[\"world:anyone:cdrwa\"]}");
        assertThat(typist.does("import -i " + file + " -into /far/away"))
                .containsExactly("Imported 5 znodes into /far/away");

        assertThat(typist.does("get -b /far/away/b")).containsExactly("gIH/");
        assertThat(typist.does("get /far/away/null")).containsExactly("null");
        assertThat(typist.does("getAcl /far/away/readable")).containsExactly("'world,'anyone", ": drw");
        assertThat(typist.types("import -i " + file + " -into /far/away").err())
                .containsExactly("Node already exists: /far/away");
        typist.does("import -f -i " + file + " -into /far/away");
    }

    @Test
    void aLineThatIsNoExportIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("wrong"), "{\"path\":\"/\"}\n{\"path\":12}\n");

        assertThat(typist.types("import -i " + file + " -into /x").err())
                .containsExactly("line 2 is not one that export has written: there is no \"path\" that begins with /");
    }

    @Test
    void anEditorsTextIsSetUnlessSomebodyElseWasFaster() throws Exception {
        plant("/a");
        String appends = script("printf more >> \"$1\"\n");
        assertThat(typist.does("edit -e " + appends + " /a")).containsExactly("Set /a to version 1");
        assertThat(typist.does("get /a")).containsExactly("data of /amore");
        assertThat(typist.does("edit -e /bin/true /a")).containsExactly("Unchanged");
        assertThat(typist.types("edit -e /bin/false /a").code()).isEqualTo(ExitCode.REFUSED);

        Path turn = directory.resolve("turn");
        String waits =
                script("touch " + turn + "; while [ -e " + turn + " ]; do sleep 0.02; done; echo mine > \"$1\"\n");
        Thread rival = Thread.ofVirtual().start(() -> overtake(turn));
        Typist.Answer late = typist.types("edit -e " + waits + " /a");
        assertThat(late.code()).isEqualTo(ExitCode.REFUSED);
        String message = late.err().getFirst();
        assertThat(message).startsWith("somebody has changed /a meanwhile; nothing was set, and your text is in ");
        Path kept = Path.of(message.substring(message.indexOf(" is in ") + " is in ".length()));
        assertThat(Files.readString(kept)).isEqualTo("mine\n");
        Files.delete(kept);
        rival.join();
    }

    private void overtake(Path turn) {
        try (Typist other = new Typist(server.get().connectString())) {
            while (!Files.exists(turn)) {
                LockSupport.parkNanos(LOOK_AGAIN_NS);
            }
            other.does("set /a theirs");
            Files.delete(turn);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String script(String text) throws IOException {
        Path file = Files.createTempFile(directory, "editor", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    @Test
    void aSubtreeIsFollowedLive() {
        plant("/a");
        Thread other = Thread.ofVirtual().unstarted(() -> {
            try (Typist writer = new Typist(server.get().connectString())) {
                typist.remarks(lines -> lines.contains("following /a; Ctrl-C ends"));
                writer.does("create /a/b one");
                writer.does("set /a/b two");
                writer.does("delete /a/b");
            }
        });
        other.start();

        List<String> seen = typist.does("watch -n 3 /a --json");

        assertThat(seen.get(0)).contains("\"event\":\"created\",\"path\":\"/a/b\"");
        assertThat(seen.get(1)).contains("\"event\":\"changed\",\"path\":\"/a/b\"");
        assertThat(seen.get(2)).contains("\"event\":\"deleted\",\"path\":\"/a/b\"");
    }

    @Test
    void aStatIsExplained() {
        plant("/a");
        typist.does("set /a other");
        typist.does("create -e /a/e");

        assertThat(typist.does("stat -x /a"))
                .anyMatch(line -> line.contains("fencing token"))
                .anyMatch(line -> line.startsWith("its data was set once, last 0 s ago by txn 0x"))
                .contains("it holds 5 bytes and 1 children");
        assertThat(typist.does("stat --explain /a/e"))
                .anyMatch(line -> line.startsWith("ephemeral: it goes with session"));
    }

    @Test
    void resultsComeAsJsonWhereAsked() {
        plant("/a", "/a/b");

        assertThat(typist.does("ls --json /a")).containsExactly("{\"path\":\"/a\",\"children\":[\"b\"]}");
        assertThat(typist.does("get /a --json")).containsExactly("{\"path\":\"/a\",\"data\":\"data of /a\"}");
        assertThat(typist.does("get -s --json /a").getFirst())
                .contains("\"stat\":{\"cZxid\":\"0x", "\"numChildren\":1}");
        assertThat(typist.does("getAcl --json /a"))
                .containsExactly("{\"path\":\"/a\",\"acl\":[\"world:anyone:cdrwa\"]}");
        assertThat(typist.does("whoami --json")).containsExactly("[{\"scheme\":\"ip\",\"id\":\"127.0.0.1\"}]");
        assertThat(typist.does("tree --json /a")).containsExactly("{\"path\":\"/a\"}", "{\"path\":\"/a/b\"}");
        assertThat(typist.does("ls /a")).containsExactly("[b]");
    }

    @Test
    void lettersThatNoPermissionHasAreRefused() {
        Typist.Answer answer = typist.types("create /a x world:anyone:rz");

        assertThat(answer.err().getFirst()).startsWith("Unknown perm type: z");
        assertThat(typist.does("ls /")).containsExactly("[zookeeper]");
    }

    @Test
    void parentsAreMadeWhereAsked() {
        assertThat(typist.does("create -p /far/away/here x")).containsExactly("Created /far/away/here");
        assertThat(typist.does("get /far/away/here")).containsExactly("x");
    }

    @Test
    void aQuotaIsRefusedBelowOrAboveAnother() {
        plant("/a", "/a/b", "/a/b/c");
        typist.does("setquota -n 5 /a/b");

        assertThat(typist.types("setquota -n 5 /a/b/c").err())
                .containsExactly("/a/b/c has a parent /a/b which has a quota");
        assertThat(typist.types("setquota -n 5 /a").err()).containsExactly("/a has a child /a/b which has a quota");
        assertThat(typist.does("setquota -n 1 /a/b"))
                .containsExactly("[Warning]: the count quota you create is less than the existing count:2");
    }

    @Test
    void aCommandOfTheHistoryIsDoneAgainButNoRedo() {
        typist.does("create -s /a-");
        assertThat(typist.does("redo 0")).containsExactly("Created /a-0000000001");
        assertThat(typist.does("history"))
                .containsExactly("0 - create -s /a-", "1 - redo 0", "2 - create -s /a-", "3 - history");
        assertThat(typist.types("redo 1").err()).containsExactly("No redoing redos");
    }

    @Test
    void eventsAreShownUnlessSwitchedOff() {
        plant("/a");
        typist.does("get -w /a");
        typist.types("set /a 1");
        assertThat(typist.eventually(lines -> lines.size() >= 4))
                .element(3)
                .asString()
                .startsWith("WatchedEvent state:SyncConnected type:NodeDataChanged path:/a zxid: ");

        typist.does("printwatches off");
        typist.does("get -w /a");
        assertThat(typist.does("set /a 2")).isEmpty();
        assertThat(typist.does("sync /")).containsExactly("Sync is OK");
    }
}
