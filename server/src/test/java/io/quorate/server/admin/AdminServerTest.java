package io.quorate.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ward ward = new Ward();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    private AdminServer server;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        Map<String, String> properties = Map.of("user.name", "joe", "zookeeper.ssl.keyStore.password", "hunter2");
        server = AdminServer.open(ward.desk(directory, ""), properties, executor);
    }

    @AfterEach
    void close() {
        server.close();
        executor.shutdown();
        client.close();
    }

    @Test
    void aCommandIsAnsweredInJsonUnderItsPrimaryName() throws Exception {
        HttpResponse<String> answer = get("/commands/isro");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("""
            {
              "read_only" : false,
              "command" : "is_read_only",
              "error" : null
            }
            """);
    }

    @Test
    void theIndexListsPrimaryNames() throws Exception {
        HttpResponse<String> answer = get("/commands");

        assertThat(answer.body())
                .contains("<a href=\"/commands/ruok\">ruok</a>\n<br/>\n")
                .doesNotContain("srvr")
                .startsWith("<a href=\"/commands/configuration\">");
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void whatNobodyKnowsIsSaidSo() throws Exception {
        assertThat(get("/commands/nope").body()).isEqualTo("""
            {
              "error" : "Unknown command: nope",
              "command" : "nope"
            }
            """);
    }

    @Test
    void beforeItServesOnlySomeCommandsAreAnswered() throws Exception {
        ward.serving = false;

        assertThat(get("/commands/ruok").body())
                .contains("\"error\" : \"This ZooKeeper instance is not currently serving requests\"");
        assertThat(get("/commands/gtmk").body()).contains("\"tracemask\" : 306", "\"error\" : null");
    }

    @Test
    void methodsThatDoNotFitAreRefused() throws Exception {
        assertThat(send("/commands/ruok", "POST").statusCode()).isEqualTo(405);
        assertThat(send("/commands/ruok", "TRACE").statusCode()).isEqualTo(403);
    }

    @Test
    void figuresHaveZooKeepersNames() throws Exception {
        assertThat(get("/commands/srvr").body())
                .contains("\"server_stats\" : {", "\"avg_latency\" : 1.6246", "\"node_count\" : 5");
        assertThat(get("/commands/monitor").body()).contains("\"znode_count\" : 5", "\"avg_fsynctime\" : 0.0");
        assertThat(get("/commands/lsnp").body()).contains("\"zxid\" : \"1f\"", "\"timestamp\" : 5");
        assertThat(get("/commands/cons").body()).contains("\"session_id\" : 72057690766508074");
        assertThat(get("/commands/conf").body()).contains("/version-2\"", "\"client_port\" : 2181");
        assertThat(get("/commands/hash").body())
                .containsSubsequence("\"zxid\" : 128", "\"digest\" : -7", "\"digest_version\" : 2", "\"zxid\" : 256");
        assertThat(get("/commands/wchc").body()).contains("\"72057690766508074\" : [ \"/w\" ]");
    }

    @Test
    void secretsAmongThePropertiesAreNotShown() throws Exception {
        assertThat(get("/commands/sysp").body())
                .contains("\"user.name\" : \"joe\"")
                .doesNotContain("hunter2");
    }

    @Test
    void theTraceMaskIsSetByParameter() throws Exception {
        assertThat(get("/commands/stmk?traceMask=7&traceMask=9").body()).contains("\"tracemask\" : 7");
        assertThat(get("/commands/stmk?traceMask=x").body()).contains("requires long traceMask argument, got x");
    }

    @Test
    void everyCommandOfTheIndexIsAnswered() throws Exception {
        for (String name :
                get("/commands").body().replaceAll("(?s)<[^>]*>|\n", " ").trim().split(" +", -1)) {
            assertThat(get("/commands/" + name).body()).as(name).contains("\"command\" : \"" + name + "\"");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(path, "GET");
    }

    private HttpResponse<String> send(String path, String method) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
