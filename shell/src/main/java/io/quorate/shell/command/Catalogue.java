package io.quorate.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All commands by name. The first group is ZooKeeper's, with its own usage lines. */
public final class Catalogue {
    private static final String HEADLINE = "ZooKeeper -server host:port -client-configuration properties-file cmd args";

    private static final List<Entry> ENTRIES = List.of(
            zk(
                    "addWatch",
                    "[-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] - default is"
                            + " PERSISTENT_RECURSIVE",
                    "shows every change of a znode, and of what is below it",
                    AddWatch::new),
            zk("addauth", "scheme auth", "proves an identity, such as: addauth digest user:password", AddAuth::new),
            zk("close", "", "ends the session", _ -> new Close()),
            zk("config", "[-c] [-w] [-s]", "the members of the ensemble", Config::new),
            zk("connect", "host:port", "begins a session with another server", Connect::new),
            zk("create", "[-s] [-e] [-c] [-t ttl] path [data] [acl]", "makes a znode", Create::new),
            zk("delete", "[-v version] path", "removes a znode without children", Delete::new),
            zk(
                    "deleteall",
                    "path [-b batch size]",
                    "removes a znode and all below it, without a question",
                    DeleteAll::new),
            zk("delquota", "[-n|-b|-N|-B] path", "removes a quota, or one of its limits", DelQuota::new),
            zk("get", "[-s] [-w] [-b] [-x] path", "the data of a znode", Get::new),
            zk("getAcl", "[-s] path", "who may do what", GetAcl::new),
            zk("getAllChildrenNumber", "path", "how many znodes are below", GetAllChildrenNumber::new),
            zk("getEphemerals", "path", "this session's ephemerals", GetEphemerals::new),
            zk("history", "", "the last commands", _ -> new HistoryCommand()),
            zk("listquota", "path", "a quota and what is used of it", ListQuota::new),
            zk("ls", "[-s] [-w] [-R] path", "the children of a znode", Ls::new),
            zk("printwatches", "on|off", "whether events are shown", PrintWatches::new),
            zk("quit", "", "ends the shell", _ -> new Quit()),
            zk(
                    "reconfig",
                    "[-s] [-v version] [[-file path] | [-members serverID=host:port1:port2;port3[,...]*]] | "
                            + "[-add serverId=host:port1:port2;port3[,...]]* [-remove serverId[,...]*]",
                    "changes the members of the ensemble",
                    Reconfig::new),
            zk("redo", "cmdno", "carries out a command of the history again", Redo::new),
            zk("removewatches", "path [-c|-d|-a] [-l]", "removes watches of this session", RemoveWatches::new),
            zk("set", "path data [-s] [-v version] [-b]", "replaces the data of a znode", SetData::new),
            zk("setAcl", "[-s] [-v version] [-R] path acl", "replaces who may do what", SetAcl::new),
            zk("setquota", "-n|-b|-N|-B val path", "limits a subtree", SetQuota::new),
            zk("stat", "[-w] path", "the Stat of a znode; -x explains it", StatCommand::new),
            zk("sync", "path", "waits until this server has seen every acknowledged write", Sync::new),
            zk("version", "", "the version of this shell", _ -> new Version()),
            zk("whoami", "", "who the server takes this connection for", _ -> new WhoAmI()),
            ours("cp", "[-f] from to", "copies a subtree; -f replaces what is there", Copy::new),
            ours(
                    "edit",
                    "path",
                    "opens the data in $EDITOR and sets it, unless somebody else did meanwhile",
                    Edit::new),
            ours("export", "[-o file] path", "writes a subtree as lines of JSON", Export::new),
            ours(
                    "find",
                    "[-name glob] [-data text] [-ephemeral] [-empty] [-maxdepth n] path",
                    "looks for znodes",
                    Find::new),
            ours("help", "[command]", "tells about commands", Help::new),
            ours(
                    "import",
                    "[-f] [-i file] [-into path]",
                    "makes znodes from lines of JSON; -f replaces data",
                    Import::new),
            ours("rm", "[-r] [-f] path", "removes a znode; -r with all below it, after a question", Remove::new),
            ours("tree", "[-d] [-L depth] [path]", "draws a subtree; -d with data", Tree::new),
            ours("watch", "[-d] [-n count] path", "follows a subtree live until Ctrl-C; -d with data", Watch::new));

    private Catalogue() {}

    /**
     * A command.
     *
     * @param name what is typed
     * @param syntax its arguments
     * @param purpose a few words
     * @param isZooKeepers whether ZooKeeper's shell has it
     * @param make makes one of its arguments; it is used once
     */
    public record Entry(
            String name, String syntax, String purpose, boolean isZooKeepers, Function<Arguments, ShellCommand> make) {
        /** {@return name and syntax} */
        public String usage() {
            return name + " " + syntax;
        }
    }

    private static Entry zk(String name, String syntax, String purpose, Function<Arguments, ShellCommand> make) {
        return new Entry(name, syntax, purpose, true, make);
    }

    private static Entry ours(String name, String syntax, String purpose, Function<Arguments, ShellCommand> make) {
        return new Entry(name, syntax, purpose, false, make);
    }

    /** {@return all of them, by group and name} */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /**
     * {@return the command of that name, null if there is none}
     *
     * @param name as typed
     */
    public static @Nullable Entry find(String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** {@return usage of all, as ZooKeeper's shell tells it} */
    public static List<String> help() {
        List<String> lines = new ArrayList<>();
        lines.add(HEADLINE);
        ENTRIES.forEach(entry -> lines.add("\t" + entry.usage()));
        return lines;
    }
}
