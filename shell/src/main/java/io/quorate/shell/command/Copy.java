package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.data.Acl;
import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.util.List;

/** {@code cp}. */
final class Copy implements ShellCommand {
    private final boolean replacing;
    private final boolean open;
    private final Znode from;
    private final Znode to;

    Copy(Arguments arguments) {
        replacing = arguments.flag("replaces the data of znodes that are there already", "-f");
        open = arguments.flag("everybody may use the copies, whatever the ACLs were", "-O");
        from = arguments.path();
        to = arguments.path();
    }

    private int passedOver;

    @Override
    public void run(Shell shell) throws InterruptedException {
        String root = from.path();
        if (root.equals("/") || to.path().equals(root) || to.path().startsWith(root + "/")) {
            throw new Refusal(ExitCode.USAGE, to.path() + " lies within " + root + ": the copy would have no end");
        }
        Planting planting = new Planting(shell, replacing);
        new Subtree(shell).before(root, (each, _) -> {
            NodeData node = shell.await(shell.client().get(each));
            if (node.stat().ephemeralOwner() != 0) {
                passedOver++;
                return;
            }
            List<Acl> acl = open
                    ? Acl.OPEN
                    : Planting.unmasked(
                            each, shell.await(shell.client().getAcl(each)).entries());
            planting.plant(to.path() + each.substring(root.length()), node.data(), acl);
        });
        shell.talk().say("Copied " + planting.finish() + " znodes to " + to.path());
        if (passedOver > 0) {
            shell.talk().remark(passedOver + " ephemerals were not copied: they belong to sessions");
        }
    }
}
