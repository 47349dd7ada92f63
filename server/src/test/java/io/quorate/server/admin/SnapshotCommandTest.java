package io.quorate.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations 1.3 and 1.6. */
class SnapshotCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ADMIN = "digest admin:pw";

    private final Ward ward = new Ward();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    @TempDir
    private Path directory;

    private @Nullable AdminServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        executor.shutdown();
        client.close();
    }

    @Test
    void aSnapshotIsSentAsItIs() throws Exception {
        ward.snapshot = Files.writeString(directory.resolve("snapshot.2a"), "ZKSN and so on");
        open("");
        HttpResponse<String> answer = get("/commands/snapshot", ADMIN, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ZKSN and so on");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("last_zxid")).hasValue("0x2a");
        assertThat(answer.headers().firstValue("snapshot_size")).hasValue("14");
    }

    @Test
    void orIsOnlyTaken() throws Exception {
        ward.snapshot = Files.writeString(directory.resolve("snapshot.2a"), "ZKSN");
        open("");
        HttpResponse<String> answer = get("/commands/snap?streaming=false", ADMIN, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"command\" : \"snapshot\"", "\"error\" : null");
        assertThat(answer.headers().firstValue("last_zxid")).hasValue("0x2a");
    }

    @Test
    void whoMayNotIsTurnedAway() throws Exception {
        open("");

        assertThat(get("/commands/snapshot", null, null).statusCode()).isEqualTo(401);
        assertThat(get("/commands/snapshot", null, null).body()).contains("Auth info is missing for the command");
        assertThat(get("/commands/snapshot", "kerberos x", null).statusCode()).isEqualTo(401);
        assertThat(get("/commands/snapshot", "digest joe:pw", null).statusCode())
                .isEqualTo(403);
        assertThat(get("/commands/snapshot", "ip", "10.0.0.7").statusCode())
                .as("nobody is asked where the client is")
                .isEqualTo(403);
    }

    @Test
    void aProxyIsBelievedWhereTheOperatorSaysSo() throws Exception {
        ward.snapshot = Files.writeString(directory.resolve("snapshot.2a"), "ZKSN");
        open("IPAuthenticationProvider.usexforwardedfor=true\n");

        assertThat(get("/commands/snapshot", "ip", "nowhere").statusCode()).isEqualTo(401);
        assertThat(get("/commands/snapshot", "ip", "10.0.0.7, 10.0.0.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theNextOneIsNotTakenAtOnce() throws Exception {
        ward.snapshot = Files.writeString(directory.resolve("snapshot.2a"), "ZKSN");
        open("");

        assertThat(get("/commands/snapshot", ADMIN, null).statusCode()).isEqualTo(200);
        assertThat(get("/commands/snapshot", ADMIN, null).statusCode()).isEqualTo(429);
    }

    @Test
    void whatForbidsItOrGoesWrongIsSaid() throws Exception {
        open("admin.snapshot.enabled=false\n");
        assertThat(get("/commands/snapshot", ADMIN, null).statusCode()).isEqualTo(503);
        open("serializeLastProcessedZxid.enabled=false\n");
        assertThat(get("/commands/snapshot", ADMIN, null).statusCode()).isEqualTo(500);
        open("");
        HttpResponse<String> failed = get("/commands/snapshot", ADMIN, null);
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("the disk is full");
        ward.serving = false;
        assertThat(get("/commands/snapshot", ADMIN, null).body()).contains("not currently serving requests");
    }

    private void open(String lines) throws IOException {
        if (server != null) {
            server.close();
        }
        server = AdminServer.open(ward.desk(directory, lines), Map.of(), executor);
    }

    private HttpResponse<String> get(String path, @Nullable String authorization, @Nullable String forwardedFor)
            throws IOException, InterruptedException {
        AdminServer open = server;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        URI uri = URI.create("http://127.0.0.1:" + open.address().getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (forwardedFor != null) {
            request.header("X-Forwarded-For", forwardedFor);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }
}
