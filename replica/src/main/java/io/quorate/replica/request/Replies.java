package io.quorate.replica.request;

import io.quorate.data.ErrorCode;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.replica.port.ClientLink;
import io.quorate.tree.apply.Outcome;
import io.quorate.tree.txn.Txn;
import java.util.ArrayList;
import java.util.List;

/** Turns the outcome of a txn into the reply its client expects (client protocol 2.2, 2.14). Stateless. */
public final class Replies {
    private Replies() {}

    /** Replies to the request that became {@code txn}. */
    public static void send(ClientLink link, int xid, long zxid, Request request, Txn txn, Outcome outcome) {
        if (outcome instanceof Outcome.Failed(int code)) {
            link.reply(xid, zxid, code, Response.Empty.INSTANCE);
            return;
        }
        Response body = switch (request) {
            case WriteRequest.Create create -> created(create, outcome);
            case WriteRequest.SetData _, WriteRequest.SetAcl _ -> changed(outcome);
            case WriteRequest.Multi _ -> new Response.Results(results(txn, outcome));
            case WriteRequest.Delete _,
                    WriteRequest.DeleteContainer _,
                    WriteRequest.Check _,
                    WriteRequest.Reconfig _,
                    SessionRequest.CloseSession _ -> Response.Empty.INSTANCE;
            default -> throw new AssertionError("no txn comes from " + request);
        };
        link.reply(xid, zxid, ErrorCode.OK.number(), body);
    }

    private static Response created(WriteRequest.Create create, Outcome outcome) {
        if (!(outcome instanceof Outcome.Created(String path, var stat))) {
            throw new AssertionError("a create led to " + outcome);
        }
        return create.form() == WriteRequest.CreateForm.CREATE
                ? new Response.Path(path)
                : new Response.Created(path, stat);
    }

    private static Response changed(Outcome outcome) {
        if (!(outcome instanceof Outcome.Changed(var stat))) {
            throw new AssertionError("a change led to " + outcome);
        }
        return new Response.StatOnly(stat);
    }

    private static List<Response.Result> results(Txn txn, Outcome outcome) {
        if (!(txn instanceof Txn.Multi(List<Txn> txns))
                || !(outcome instanceof Outcome.Multi(List<Outcome> outcomes))) {
            throw new AssertionError("a multi became " + txn + " and led to " + outcome);
        }
        List<Response.Result> results = new ArrayList<>(txns.size());
        for (int i = 0; i < txns.size(); i++) {
            results.add(result(txns.get(i), outcomes.get(i)));
        }
        return results;
    }

    private static Response.Result result(Txn txn, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(int code) -> new Response.Result.Failed(code);
            case Outcome.Changed(var stat) -> new Response.Result.SetData(stat);
            case Outcome.Created(String path, var stat) ->
                txn instanceof Txn.Create create && create.form() == Txn.CreateForm.CREATE
                        ? new Response.Result.Create(path)
                        : new Response.Result.Create2(path, stat);
            case Outcome.Done _ ->
                txn instanceof Txn.Check ? new Response.Result.Check() : new Response.Result.Delete();
            case Outcome.Multi _ -> throw new AssertionError("a multi inside a multi");
        };
    }
}
