package io.quorate.wire;

import static io.quorate.wire.Protocol.*;

import io.quorate.data.CreateMode;
import io.quorate.message.ReadRequest;
import io.quorate.message.ReadRequest.GetChildren;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.ReadRequest.MultiRead;
import io.quorate.message.Request;
import io.quorate.message.Response.Result;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.Check;
import io.quorate.message.WriteRequest.Create;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.message.WriteRequest.Delete;
import io.quorate.message.WriteRequest.Multi;
import io.quorate.message.WriteRequest.SetData;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of multi and multiRead and their results: each behind a header (type, done, error), the end marked by a
 * header that says done (client protocol 2.14 and 2.15).
 */
final class MultiCodec {
    /** Where a header stands for no error: requests carry this, and the end of both lists. */
    private static final int NONE = -1;
    /** No opcode has this number, so it can stand for the end of the list; a header that names it is malformed. */
    private static final int END = Integer.MIN_VALUE;

    private MultiCodec() {}

    static Multi readMulti(JuteReader in) {
        List<WriteRequest> parts = new ArrayList<>();
        for (int type = readHeader(in); type != END; type = readHeader(in)) {
            parts.add(readWrite(type, in));
        }
        return new Multi(parts);
    }

    static MultiRead readMultiRead(JuteReader in) {
        List<ReadRequest> reads = new ArrayList<>();
        for (int type = readHeader(in); type != END; type = readHeader(in)) {
            String path = in.readString();
            // The flag asks for a watch, which these parts cannot set.
            in.readBoolean();
            reads.add(
                    switch (type) {
                        case OP_GET_DATA -> new GetData(path, false);
                        case OP_GET_CHILDREN -> new GetChildren(path, false, false);
                        default -> throw new MalformedException("opcode " + type + " cannot be part of a multiRead");
                    });
        }
        return new MultiRead(reads);
    }

    private static int readHeader(JuteReader in) {
        int type = in.readInt();
        boolean done = in.readBoolean();
        in.readInt();
        if (!done && type == END) {
            throw new MalformedException("opcode " + type + " is unknown");
        }
        return done ? END : type;
    }

    private static WriteRequest readWrite(int type, JuteReader in) {
        return switch (type) {
            case OP_CREATE -> readCreate(CreateForm.CREATE, in);
            case OP_CREATE2 -> readCreate(CreateForm.CREATE2, in);
            case OP_CREATE_CONTAINER -> readCreate(CreateForm.CONTAINER, in);
            case OP_CREATE_TTL -> readCreate(CreateForm.TTL, in);
            case OP_DELETE -> new Delete(in.readString(), in.readInt());
            case OP_SET_DATA -> new SetData(in.readString(), in.readBuffer(), in.readInt());
            case OP_CHECK -> new Check(in.readString(), in.readInt());
            default -> throw new MalformedException("opcode " + type + " cannot be part of a multi");
        };
    }

    /** Flags that name no mode are looked at here but with createTTL, where they are the error of that part alone. */
    private static Create readCreate(CreateForm form, JuteReader in) {
        Create create = RequestCodec.readCreate(form, in);
        CreateMode mode = CreateMode.of(create.flags());
        boolean misfit = form != CreateForm.TTL && (mode == null || mode.isTtl());
        if (create.acl() == null || misfit) {
            throw new MalformedException("a create of form " + form + " with flags " + create.flags() + " and "
                    + (create.acl() == null ? "no" : "an") + " ACL cannot be part of a multi");
        }
        return create;
    }

    static void writeParts(List<? extends Request> parts, JuteWriter out) {
        for (Request part : parts) {
            writeHeader(out, RequestCodec.opcodeOf(part), false, NONE);
            RequestCodec.encode(part, out);
        }
        writeHeader(out, NONE, true, NONE);
    }

    static void writeResults(List<Result> results, JuteWriter out) {
        for (Result result : results) {
            writeResult(result, out);
        }
        writeHeader(out, NONE, true, NONE);
    }

    private static void writeResult(Result result, JuteWriter out) {
        switch (result) {
            case Result.Create create -> {
                writeHeader(out, OP_CREATE, false, 0);
                out.writeString(create.path());
            }
            case Result.Create2 create -> {
                writeHeader(out, OP_CREATE2, false, 0);
                out.writeString(create.path());
                out.writeStat(create.stat());
            }
            case Result.Delete unused -> writeHeader(out, OP_DELETE, false, 0);
            case Result.SetData set -> {
                writeHeader(out, OP_SET_DATA, false, 0);
                out.writeStat(set.stat());
            }
            case Result.Check unused -> writeHeader(out, OP_CHECK, false, 0);
            case Result.GetData get -> {
                writeHeader(out, OP_GET_DATA, false, 0);
                out.writeBuffer(get.data());
                out.writeStat(get.stat());
            }
            case Result.GetChildren get -> {
                writeHeader(out, OP_GET_CHILDREN, false, 0);
                out.writeStrings(get.names());
            }
            case Result.Failed failed -> {
                writeHeader(out, OP_ERROR, false, failed.code());
                out.writeInt(failed.code());
            }
        }
    }

    static List<Result> readResults(JuteReader in) {
        List<Result> results = new ArrayList<>();
        for (int type = readHeader(in); type != END; type = readHeader(in)) {
            results.add(readResult(type, in));
        }
        return results;
    }

    private static Result readResult(int type, JuteReader in) {
        return switch (type) {
            case OP_CREATE -> new Result.Create(in.readString());
            case OP_CREATE2 -> new Result.Create2(in.readString(), in.readStat());
            case OP_DELETE -> new Result.Delete();
            case OP_SET_DATA -> new Result.SetData(in.readStat());
            case OP_CHECK -> new Result.Check();
            case OP_GET_DATA -> new Result.GetData(in.readBuffer(), in.readStat());
            case OP_GET_CHILDREN -> new Result.GetChildren(ResponseCodec.readNames(in));
            case OP_ERROR -> new Result.Failed(in.readInt());
            default -> throw new MalformedException("a result of type " + type + " is none of a multi or multiRead");
        };
    }

    private static void writeHeader(JuteWriter out, int type, boolean done, int error) {
        out.writeInt(type);
        out.writeBoolean(done);
        out.writeInt(error);
    }
}
