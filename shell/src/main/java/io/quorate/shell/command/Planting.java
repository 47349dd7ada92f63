package io.quorate.shell.command;

import io.quorate.client.CreateOptions;
import io.quorate.client.Op;
import io.quorate.data.Acl;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes znodes that are like others, parents before their children, several at a time. */
final class Planting {
    private static final int BATCH = 100;
    /** What stands for the hash of a password where the asker may not see it. */
    private static final String MASKED = ":x";

    private final Shell shell;
    private final boolean replacing;
    private final Batch batch;

    /** @param replacing whether the data of znodes that are there already is replaced; otherwise they are in the way */
    Planting(Shell shell, boolean replacing) {
        this.shell = shell;
        this.replacing = replacing;
        batch = new Batch(shell, BATCH);
    }

    /** One more. */
    void plant(String path, byte @Nullable [] data, List<Acl> acl) throws InterruptedException {
        int size = data == null ? 0 : data.length;
        if (replacing && shell.await(shell.client().exists(path)).isPresent()) {
            batch.add(new Op.SetData(path, data, Op.ANY_VERSION), size);
        } else {
            batch.add(create(path, data, CreateOptions.PERSISTENT.withAcl(acl)), size);
        }
    }

    /** The record takes null for no data; the check sees its compact constructor only, which does not repeat that. */
    @SuppressWarnings("NullAway")
    private static Op create(String path, byte @Nullable [] data, CreateOptions options) {
        return new Op.Create(path, data, options);
    }

    /** Sends what is left; says how many znodes were made or replaced. */
    int finish() throws InterruptedException {
        batch.send();
        return batch.done();
    }

    /** Refuses a list in which the hash of a password is masked: the copy would be nobody's. */
    static List<Acl> unmasked(String path, List<Acl> acl) {
        for (Acl each : acl) {
            if ("digest".equals(each.scheme()) && String.valueOf(each.id()).endsWith(MASKED)) {
                throw new Refusal(
                        "the ACL of " + path + " is masked, since you may not administer it: prove who you are"
                                + " with addauth first, or use -O for copies that everybody may use");
            }
        }
        return acl;
    }
}
