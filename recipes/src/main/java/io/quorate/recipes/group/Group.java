package io.quorate.recipes.group;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.util.List;

/** The group of {@link AsyncGroup} with calls that block. Must not be used in callbacks of the client. */
public final class Group {
    private final AsyncGroup async;

    /** See {@link AsyncGroup#AsyncGroup}. */
    public Group(Quorate client, String path) {
        this.async = new AsyncGroup(client.async(), path);
    }

    /** The same group with futures. */
    public AsyncGroup async() {
        return async;
    }

    /** See {@link AsyncGroup#join}. */
    public Membership join(String id, byte[] data) throws InterruptedException {
        return Waiting.on(async.join(id, data));
    }

    /** See {@link AsyncGroup#members()}. */
    public List<Member> members() throws InterruptedException {
        return Waiting.on(async.members());
    }
}
