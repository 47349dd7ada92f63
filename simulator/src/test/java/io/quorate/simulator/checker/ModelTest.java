package io.quorate.simulator.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.EventType;
import io.quorate.data.Stat;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The judge is judged by examples of the protocol's own text. */
final class ModelTest {
    private static final long SESSION = 7;
    private final Model model = new Model(true);
    private long zxid;

    ModelTest() {
        model.openSession(SESSION, 1000);
    }

    @Test
    void theFirstTreeShowsTheCountsOfAnEmptyServer() {
        assertThat(stat("/").cversion()).isEqualTo(-1);
        assertThat(stat("/zookeeper").cversion()).isEqualTo(-2);
        assertThat(stat("/zookeeper/config").aversion()).isEqualTo(-1);
    }

    @Test
    void aSequenceNumberIsTheParentsCountOfCreations() {
        write(create("/q", 0));
        write(create("/q/by-hand", 0));
        write(new WriteRequest.Delete("/q/by-hand", -1));

        assertThat(write(create("/q/n-", 2)).body()).isEqualTo(new Response.Path("/q/n-0000000001"));
    }

    @Test
    void aMultiThatFailsLeavesNothingAndSaysWhere() {
        write(create("/r", 0));
        Model.Answer answer = write(new WriteRequest.Multi(
                List.of(create("/s", 0), new WriteRequest.SetData("/r", null, 5), new WriteRequest.Delete("/r", -1))));

        assertThat(answer.error()).isZero();
        assertThat(answer.body())
                .isEqualTo(new Response.Results(List.of(
                        new Response.Result.Failed(0),
                        new Response.Result.Failed(ErrorCode.BAD_VERSION.number()),
                        new Response.Result.Failed(ErrorCode.RUNTIME_INCONSISTENCY.number()))));
        assertThat(model.nodes()).doesNotContainKey("/s");
    }

    @Test
    void theEndOfASessionTakesItsEphemeralsAndSaysSo() {
        write(create("/e", 0));
        write(create("/e/l", 1));
        model.takeChanges();
        model.closeSession(SESSION, ++zxid, List.of());

        assertThat(model.nodes()).doesNotContainKey("/e/l");
        assertThat(model.takeChanges())
                .extracting(Model.Change::type)
                .containsExactly(EventType.NODE_DELETED, EventType.NODE_CHILDREN_CHANGED);
        assertThat(stat("/e").pzxid()).isEqualTo(zxid);
    }

    @Test
    void aDeniedParentHidesWhetherTheChildExists() {
        write(create("/p", 0));
        write(create("/p/c", 0));
        write(new WriteRequest.SetAcl("/p", Acl.READ_ONLY, -1));

        assertThat(write(create("/p/c", 0)).error()).isEqualTo(ErrorCode.NO_AUTH.number());
    }

    private Model.Answer write(WriteRequest request) {
        return model.write(request, new Model.Place(++zxid, 1000 + zxid, SESSION, List.of()));
    }

    private Stat stat(String path) {
        ModelNode node = model.nodes().get(path);
        assertThat(node).as(path).isNotNull();
        return model.stat(path, Objects.requireNonNull(node));
    }

    private static WriteRequest.Create create(String path, int flags) {
        return new WriteRequest.Create(CreateForm.CREATE, path, new byte[] {1}, Acl.OPEN, flags, -1);
    }
}
