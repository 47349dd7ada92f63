package io.quorate.tree.apply;

import io.quorate.data.Acl;
import java.util.List;

/**
 * Hears what a txn changed, in order, while it is applied (client protocol 5.2). The ACLs are those that decide who may
 * hear of it (5.4).
 */
public interface Changes {

    /** A znode was created. */
    void created(long zxid, String path, List<Acl> acl, List<Acl> parentAcl);

    /** A znode was deleted; {@code acl} is the one it had. */
    void deleted(long zxid, String path, List<Acl> acl, List<Acl> parentAcl);

    /** Data was replaced. */
    void dataChanged(long zxid, String path, List<Acl> acl);

    /** Hears nothing: for recovery and for overlays. */
    Changes IGNORED = new Changes() {
        @Override
        public void created(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {}

        @Override
        public void deleted(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {}

        @Override
        public void dataChanged(long zxid, String path, List<Acl> acl) {}
    };
}
