package io.quorate.simulator.checker;

import io.quorate.message.Request;
import io.quorate.message.WriteRequest;
import io.quorate.tree.txn.Txn;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers in words that are short and the same in every process: arrays by their length, not by identity.
 */
public final class Words {
    private static final int MOST_CHARACTERS = 240;
    private static final Pattern IDENTITY = Pattern.compile("\\[B@[0-9a-f]+");

    private Words() {}

    /** A request. */
    public static String of(Request request) {
        return switch (request) {
            case WriteRequest.Create create ->
                "Create[" + create.form() + " " + create.path() + " " + bytes(create.data()) + " flags "
                        + create.flags() + " ttl " + create.ttl() + " acl " + create.acl() + "]";
            case WriteRequest.SetData(String path, byte[] data, int version) ->
                "SetData[" + path + " " + bytes(data) + " version " + version + "]";
            case WriteRequest.Multi(List<WriteRequest> parts) ->
                shortened("Multi" + parts.stream().map(Words::of).toList());
            default -> shortened(request.toString());
        };
    }

    /** Anything else. */
    public static String of(@Nullable Object value) {
        return shortened(IDENTITY.matcher(String.valueOf(value)).replaceAll("bytes"));
    }

    /** Whether a txn only says that something failed. */
    static boolean isFailure(Txn txn) {
        return txn instanceof Txn.Error
                || (txn instanceof Txn.Multi(List<Txn> parts) && parts.stream().allMatch(Words::isFailure));
    }

    private static String bytes(byte @Nullable [] data) {
        if (data == null) {
            return "null";
        }
        return data.length == 1 ? "<" + data[0] + ">" : data.length + " bytes";
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }
}
