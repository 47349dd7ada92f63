package io.quorate.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.server.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {
    private static final List<Sample> SAMPLES = List.of(
            new Sample.Gauge("znode_count", 5),
            new Sample.Counter("response_bytes", 7),
            new Sample.Summary("fsynctime", 2, 30, 10, 20, List.of(new Sample.Quantile(0.5, 10))),
            new Sample.Labelled("quotas", Sample.Labelled.Kind.GAUGE, new TreeMap<>(Map.of("a", 3L, "b\\", 4L))),
            new Sample.Summary(
                    "readlatency",
                    4,
                    10,
                    1,
                    4,
                    List.of(
                            new Sample.Quantile(0.5, 2),
                            new Sample.Quantile(0.9, 3),
                            new Sample.Quantile(0.95, 4),
                            new Sample.Quantile(0.99, 4))),
            new Sample.Summary("snapshottime", 0, 0, 0, 0, List.of(new Sample.Quantile(0.5, 0))));

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable PrometheusEndpoint endpoint;

    @AfterEach
    void closeAll() {
        close(endpoint);
        client.close();
    }

    @Test
    void theTextIsWhatZooKeepersProviderWrites() throws Exception {
        HttpResponse<String> answer = get(false, "/metrics", "GET");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("""
            # HELP znode_count znode_count
            # TYPE znode_count gauge
            znode_count 5.0
            # HELP response_bytes response_bytes
            # TYPE response_bytes counter
            response_bytes 7.0
            # HELP fsynctime fsynctime
            # TYPE fsynctime summary
            fsynctime{quantile="0.5",} 10.0
            fsynctime_count 2.0
            fsynctime_sum 30.0
            # HELP quotas quotas
            # TYPE quotas gauge
            quotas{key="a",} 3.0
            quotas{key="b\\\\",} 4.0
            # HELP readlatency readlatency
            # TYPE readlatency summary
            readlatency{quantile="0.5",} 2.0
            readlatency{quantile="0.9",} 3.0
            readlatency{quantile="0.99",} 4.0
            readlatency_count 4.0
            readlatency_sum 10.0
            # HELP snapshottime snapshottime
            # TYPE snapshottime summary
            snapshottime{quantile="0.5",} NaN
            snapshottime_count 0.0
            snapshottime_sum 0.0
            """);
    }

    @Test
    void theJvmTellsOfItselfIfWanted() throws Exception {
        String text = get(true, "/metrics", "GET").body();

        assertThat(text)
                .contains(
                        "jvm_memory_bytes_used{area=\"heap\",} ",
                        "jvm_threads_current ",
                        "jvm_gc_collection_seconds_count{gc=",
                        "process_cpu_seconds_total ",
                        "process_start_time_seconds ",
                        "jvm_info{runtime=");
        assertThat(text.lines())
                .allMatch(line -> line.startsWith("# HELP ")
                        || line.startsWith("# TYPE ")
                        || line.matches("[a-z_]+(\\{([a-z]+=\"[^\"]*\",)+})? (NaN|-?[0-9.]+(E[0-9]+)?)"));
    }

    @Test
    void familiesAreFilteredByName() throws Exception {
        assertThat(get(true, "/metrics?name[]=znode_count&name%5B%5D=jvm_threads_current", "GET")
                        .body()
                        .lines())
                .filteredOn(line -> line.startsWith("# TYPE"))
                .containsExactly("# TYPE znode_count gauge", "# TYPE jvm_threads_current gauge");
    }

    @Test
    void otherPathsAndTraceAreRefused() throws Exception {
        assertThat(get(false, "/", "GET").statusCode()).isEqualTo(404);
        assertThat(get(false, "/metrics", "TRACE").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> get(boolean jvm, String path, String method) throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        close(endpoint);
        PrometheusEndpoint opened = PrometheusEndpoint.open(
                new ServerConfig.Metrics(ServerConfig.Metrics.Provider.PROMETHEUS, address, jvm),
                Runnable::run,
                () -> CompletableFuture.completedFuture(SAMPLES));
        endpoint = opened;
        String asked = path.replace("[", "%5B").replace("]", "%5D");
        URI uri = URI.create("http://127.0.0.1:" + opened.address().getPort() + asked);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void close(@Nullable PrometheusEndpoint endpoint) {
        if (endpoint != null) {
            endpoint.close();
        }
    }
}
