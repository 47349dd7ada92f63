package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the Apache client 3.9.5 offers, the face with its names offers too, but for a list with reasons. Whoever adds
 * something takes it off the list: an entry that nothing needs any more fails too.
 */
final class PortedSurfaceTest {
    private static final String THEIRS = "org.apache.zookeeper.";
    private static final String OURS = "io.quorate.client.zookeeper.";

    /** What is missing on purpose: class, members by a pattern, and why. */
    private static final Map<String, Map<String, String>> MISSING = missing();

    private static Map<String, Map<String, String>> missing() {
        String jute = "(signature|serialize|deserialize|readFields|write|compareTo)\\(.*";
        String record = "records of jute, which only Apache's own servers and tools read and write";
        Map<String, Map<String, String>> missing = new LinkedHashMap<>();
        for (String each : List.of("data.Stat", "data.ACL", "data.Id", "data.ClientInfo")) {
            missing.put(each, Map.of(jute, record));
        }
        Map<String, String> client = new TreeMap<>(Map.of(
                "getTestable\\(\\)|testable.*", "a back door for Apache's own tests",
                "getSaslClient\\(\\)", "no SASL",
                "get(Data|Exist|Child|Persistent|PersistentRecursive)Watches\\(\\)",
                        "protected, for Apache's own tests",
                "multiInternal\\(.*", "protected, takes what travels on the wire",
                "class WatchRegistration", "how Apache's client keeps its watches"));
        missing.put("ZooKeeper", client);
        missing.put("admin.ZooKeeperAdmin", client);
        missing.put("WatchedEvent", Map.of("getWrapper\\(\\)|new\\(proto.WatcherEvent,long\\)", record));
        missing.put(
                "KeeperException",
                Map.of("setCode\\(int\\)|new\\(.*\\)", "an exception says what it said when thrown"));
        missing.put("Op", Map.of("toRequestRecord\\(\\)", record, "class CreateTTL", "the mode says it"));
        missing.put("Transaction", Map.of("new\\(ZooKeeper\\)", "begun by ZooKeeper.transaction()"));
        missing.put("ZooDefs", Map.of("class AddWatchModes", "the numbers of AddWatchMode"));
        missing.put(
                "client.ZKClientConfig",
                Map.of(
                        "field (DISABLE_AUTO_WATCH_RESET)",
                        "watches are always set again",
                        "field (ENABLE_CLIENT_SASL_DEFAULT|JGSS_NATIVE|KINIT_COMMAND|LOGIN_CONTEXT.*|ZK_SASL.*"
                                + "|ZOOKEEPER_SERVER_.*)|getJaasConfKey\\(\\)",
                        "no SASL",
                        "new\\(.+\\)|addConfiguration\\(.*",
                        "settings are handed in; files of properties are read by java.util.Properties",
                        "handleBackwardCompatibility\\(\\)",
                        "system properties are not read"));
        return missing;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZooKeeper",
                "ZooKeeper$States",
                "Watcher",
                "Watcher$Event",
                "Watcher$Event$KeeperState",
                "Watcher$Event$EventType",
                "Watcher$WatcherType",
                "WatchedEvent",
                "KeeperException",
                "KeeperException$Code",
                "CreateMode",
                "CreateOptions",
                "CreateOptions$Builder",
                "AddWatchMode",
                "Op",
                "Op$OpKind",
                "OpResult",
                "OpResult$CreateResult",
                "OpResult$ErrorResult",
                "OpResult$GetChildrenResult",
                "OpResult$GetDataResult",
                "OpResult$SetDataResult",
                "Transaction",
                "AsyncCallback",
                "AsyncCallback$MultiCallback",
                "AsyncCallback$StatCallback",
                "ZooDefs",
                "ZooDefs$Ids",
                "ZooDefs$OpCode",
                "ZooDefs$Perms",
                "data.Stat",
                "data.ACL",
                "data.Id",
                "data.ClientInfo",
                "admin.ZooKeeperAdmin",
                "client.HostProvider",
                "client.ZKClientConfig"
            })
    void everyPublicMemberIsThereOrMissingForAReason(String name) throws ClassNotFoundException {
        List<String> lacking = members(Class.forName(THEIRS + name));
        lacking.removeAll(members(Class.forName(OURS + name)));
        Map<String, String> excused = MISSING.getOrDefault(name, Map.of());
        List<String> surprising = lacking.stream()
                .filter(member -> excused.keySet().stream().noneMatch(pattern -> Pattern.matches(pattern, member)))
                .toList();
        assertThat(surprising).as("members of %s that nobody excused", name).isEmpty();
        assertThat(excused.keySet())
                .as("excuses that something still needs")
                .allMatch(pattern -> lacking.stream().anyMatch(member -> Pattern.matches(pattern, member)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"StaticHostProvider"})
    void theUsualConstructorsOfHelpersAreThere(String name) throws ClassNotFoundException {
        assertThat(members(Class.forName(OURS + "client." + name)))
                .contains("new(java.util.Collection)", "new(java.util.Collection,long)");
    }

    /** Names and parameters of what programs can use, and types of results; each client's own package left out. */
    private static List<String> members(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isForPrograms(constructor)) {
                members.add("new" + parameters(constructor));
            }
        }
        for (Class<?> at = type;
                at != null && at.getName().matches("(org.apache|io.quorate).*");
                at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (isForPrograms(method)) {
                    members.add(method.getName() + parameters(method));
                }
            }
        }
        for (Field field : type.getFields()) {
            members.add("field " + field.getName());
        }
        for (Class<?> nested : type.getClasses()) {
            members.add("class " + nested.getSimpleName());
        }
        return members;
    }

    private static boolean isForPrograms(Executable member) {
        return !member.isSynthetic() && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String parameters(Executable member) {
        return Arrays.stream(member.getParameterTypes())
                .map(type -> type.getTypeName().replace(THEIRS, "").replace(OURS, ""))
                .collect(Collectors.joining(",", "(", ")"));
    }
}
