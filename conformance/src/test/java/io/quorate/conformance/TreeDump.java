package io.quorate.conformance;

import io.quorate.conformance.process.ServerProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Everything that a server's tree shows to the super user, through the Apache client, one line a znode. */
final class TreeDump {
    private static final int SHOWN_DATA = 100;

    private TreeDump() {}

    static List<String> of(ServerProcess server) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try (ZooKeeper client = ApacheClients.superUser(server.connectString())) {
            walk(client, "/", lines);
        } catch (KeeperException e) {
            throw new AssertionError("the tree of " + server + " cannot be read", e);
        }
        return lines;
    }

    private static String shown(byte[] data) {
        return data.length <= SHOWN_DATA
                ? Base64.getEncoder().encodeToString(data)
                : data.length + " bytes with hash " + Arrays.hashCode(data);
    }

    private static void walk(ZooKeeper client, String path, List<String> lines)
            throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        byte[] data = client.getData(path, false, stat);
        // Each member of an ensemble writes the configuration there by itself, when it has found its leader.
        boolean ofItsOwn = path.equals("/zookeeper/config");
        lines.add(path + " data "
                + (data == null ? "null" : shown(data))
                + " acl " + client.getACL(path, new Stat())
                + " czxid " + Long.toHexString(stat.getCzxid())
                + " mzxid " + Long.toHexString(stat.getMzxid())
                + " pzxid " + Long.toHexString(stat.getPzxid())
                + " ctime " + stat.getCtime()
                + " mtime " + (ofItsOwn ? "its own" : stat.getMtime())
                + " versions " + stat.getVersion() + ' ' + stat.getCversion() + ' ' + stat.getAversion()
                + " owner " + Long.toHexString(stat.getEphemeralOwner())
                + " length " + stat.getDataLength()
                + " children " + stat.getNumChildren());
        for (String name : client.getChildren(path, false).stream().sorted().toList()) {
            walk(client, path.equals("/") ? "/" + name : path + "/" + name, lines);
        }
    }
}
