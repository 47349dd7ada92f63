package io.quorate.benchmarks.jmh;

import io.quorate.data.Acl;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.Protocol;
import io.quorate.wire.RequestCodec;
import io.quorate.wire.ResponseCodec;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Requests read and replies written, as the client door does for every frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final String PATH = "/bench/k00000042";
    private static final int LONGEST = 1 << 21;

    /** Bytes of a value. */
    @Param({"100", "1000"})
    public int valueSize = 100;

    private final JuteReader reader = new JuteReader(LONGEST);
    private final JuteWriter writer = new JuteWriter(1 << 12);
    private byte[] getData = {};
    private byte[] setData = {};
    private byte[] create = {};
    private Response data = new Response.Empty();

    /** Encodes what the benchmarks decode. */
    @Setup
    public void prepare() {
        byte[] value = new byte[valueSize];
        getData = encoded(new ReadRequest.GetData(PATH, false));
        setData = encoded(new WriteRequest.SetData(PATH, value, -1));
        create = encoded(new WriteRequest.Create(WriteRequest.CreateForm.CREATE, PATH, value, Acl.OPEN, 0, -1));
        data = new Response.Data(value, new Stat(1, 2, 3, 4, 5, 6, 7, 8, valueSize, 0, 9));
    }

    private byte[] encoded(Request request) {
        writer.clear();
        RequestCodec.encode(request, writer);
        return writer.toByteArray();
    }

    /** The commonest request of all. */
    @Benchmark
    public Request decodeGetData() {
        return decoded(Protocol.OP_GET_DATA, getData);
    }

    /** A write with its value. */
    @Benchmark
    public Request decodeSetData() {
        return decoded(Protocol.OP_SET_DATA, setData);
    }

    /** A write with value and ACL. */
    @Benchmark
    public Request decodeCreate() {
        return decoded(Protocol.OP_CREATE, create);
    }

    private Request decoded(int opcode, byte[] bytes) {
        return Objects.requireNonNull(RequestCodec.decode(opcode, reader.reset(bytes, 0, bytes.length)));
    }

    /** The reply to getData as a whole frame. */
    @Benchmark
    public int encodeData() {
        writer.clear();
        ResponseCodec.writeFrame(writer, 7, 0x100000007L, 0, data);
        return writer.size();
    }
}
