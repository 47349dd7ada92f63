package io.quorate.recipes.group;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.util.List;

/** The group of {@link AsyncGroup} with calls that block. Must not be used in callbacks of the client. */
public final class Group {
    private final AsyncGroup async;

    /**
     * See {@link AsyncGroup#AsyncGroup}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     */
    public Group(Quorate client, String path) {
        this.async = new AsyncGroup(client.async(), path);
    }

    /** {@return the same group with futures} */
    public AsyncGroup async() {
        return async;
    }

    /**
     * See {@link AsyncGroup#join}.
     *
     * @param id the name in the group, without a slash
     * @param data what one says of oneself
     * @return the membership, to be left
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Membership join(String id, byte[] data) throws InterruptedException {
        return Waiting.on(async.join(id, data));
    }

    /**
     * See {@link AsyncGroup#members()}.
     *
     * @return everybody, ordered by name
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<Member> members() throws InterruptedException {
        return Waiting.on(async.members());
    }
}
