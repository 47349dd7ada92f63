package io.quorate.transport.peer;

import io.quorate.replica.Input;
import io.quorate.replica.ReplicaView;
import io.quorate.zab.Input.Heard;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Input.LinkUp;
import io.quorate.zab.Input.Received;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A door, and the test as the member behind it: the test's thread is the driver. */
final class TestMember implements PeerInputs, AutoCloseable {
    private static final int DEADLINE_S = 20;
    private static final ReplicaView NOTHING_TO_SEE = (ReplicaView) Proxy.newProxyInstance(
            ReplicaView.class.getClassLoader(), new Class<?>[] {ReplicaView.class}, (_, method, _) -> {
                throw new AssertionError("the door looked at " + method.getName());
            });

    final ServerId id;
    final MemoryStore store;
    final PeerDoor door;
    /** Everything the agreement would have heard and no test has asked for yet. */
    final List<io.quorate.zab.Input> unread = new ArrayList<>();
    /** How often it was told that there is room for more of a snapshot. */
    int rooms;

    private final LinkedBlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private long lastLink;

    private TestMember(PeerDoorConfig config, Names.Resolver resolver) throws IOException {
        id = config.self();
        store = new MemoryStore(() -> inbox.add(new Input.ForZab(new io.quorate.zab.Input.SnapshotReceived(0))));
        door = new PeerDoor(config, this, store, blocking, resolver, Routes.DIRECT);
        door.open();
    }

    static TestMember open(PeerDoorConfig config) throws IOException {
        return new TestMember(config, InetAddress::getAllByName);
    }

    static TestMember open(PeerDoorConfig config, Names.Resolver resolver) throws IOException {
        return new TestMember(config, resolver);
    }

    /** Members 1 to {@code count} on this machine, none of them open yet. */
    static List<PeerDoorConfig> configs(int count, UnaryOperator<PeerDoorConfig> change) throws IOException {
        List<Integer> ports = Ports.free(2 * count);
        List<PeerDoorConfig.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new PeerDoorConfig.Member(
                    new ServerId(i + 1L),
                    List.of(new Endpoint("127.0.0.1", ports.get(2 * i))),
                    List.of(new Endpoint("127.0.0.1", ports.get(2 * i + 1)))));
        }
        return members.stream()
                .map(member -> change.apply(PeerDoorConfig.of(member.id(), members)))
                .toList();
    }

    /** The member listens at its last address only; the others know all of them. */
    static PeerDoorConfig alone(PeerDoorConfig config) {
        List<PeerDoorConfig.Member> members = config.members().stream()
                .map(each -> each.id().equals(config.self())
                        ? new PeerDoorConfig.Member(
                                each.id(),
                                List.of(each.election().getLast()),
                                List.of(each.quorum().getLast()))
                        : each)
                .toList();
        return PeerDoorConfig.of(config.self(), members);
    }

    static List<PeerDoorConfig> configs(int count) throws IOException {
        return configs(count, config -> config);
    }

    @Override
    public void post(Input input) {
        inbox.add(input);
    }

    @Override
    public void wake() {}

    /** The next input of that kind that fits; those passed over stay. */
    <T extends io.quorate.zab.Input> T await(Class<T> kind, Predicate<T> fits) {
        for (io.quorate.zab.Input each : List.copyOf(unread)) {
            if (kind.isInstance(each) && fits.test(kind.cast(each))) {
                unread.remove(each);
                return kind.cast(each);
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (true) {
            io.quorate.zab.Input next = step(deadline);
            if (kind.isInstance(next) && fits.test(kind.cast(next))) {
                return kind.cast(next);
            }
            unread.add(next);
        }
    }

    private io.quorate.zab.Input step(long deadline) {
        while (true) {
            try {
                Input input = inbox.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (input instanceof Input.ForZab(var forZab)) {
                    return forZab;
                } else if (input instanceof Input.Inspect(var visitor)) {
                    visitor.accept(NOTHING_TO_SEE);
                } else if (input instanceof Input.SnapshotRoom) {
                    rooms++;
                } else {
                    throw new AssertionError("nothing of that kind came; unread: " + unread + ", input " + input);
                }
            } catch (InterruptedException interrupted) {
                throw new AssertionError("interrupted", interrupted);
            }
        }
    }

    /** Steps what is here, so that the door learns that it was looked at. */
    void stepWhatIsHere() {
        for (Input input = inbox.poll(); input != null; input = inbox.poll()) {
            if (input instanceof Input.ForZab(var forZab)) {
                unread.add(forZab);
            } else if (input instanceof Input.Inspect(var visitor)) {
                visitor.accept(NOTHING_TO_SEE);
            }
        }
    }

    /** Steps until every link that came up has gone down again. */
    void awaitQuiet() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        stepWhatIsHere();
        while (count(LinkUp.class) > count(LinkDown.class)) {
            unread.add(step(deadline));
        }
    }

    private long count(Class<? extends io.quorate.zab.Input> kind) {
        return unread.stream().filter(kind::isInstance).count();
    }

    /** All of that kind that nobody has asked for. */
    <T extends io.quorate.zab.Input> List<T> take(Class<T> kind) {
        List<T> taken = unread.stream().filter(kind::isInstance).map(kind::cast).toList();
        unread.removeAll(taken);
        return taken;
    }

    /** Inputs that nobody has stepped. */
    int waiting() {
        return inbox.size();
    }

    /** Waits, without stepping anything, until so many inputs wait. */
    void awaitWaiting(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (inbox.size() < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("only " + inbox.size() + " inputs came");
            }
            Thread.onSpinWait();
        }
    }

    /** Whether nothing is at work for the door on threads that may block. */
    boolean isIdleWithin(int time, TimeUnit unit) throws InterruptedException {
        blocking.shutdown();
        return blocking.awaitTermination(time, unit);
    }

    Heard heardFrom(ServerId other) {
        return await(Heard.class, heard -> heard.from().equals(other));
    }

    Link accepted() {
        return await(LinkUp.class, link -> !link.link().dialled()).link();
    }

    ZabMessage receivedOn(Link link) {
        return await(Received.class, received -> received.link().equals(link)).message();
    }

    /** A link to that member, which need not come up. */
    Link dial(ServerId to) {
        Link link = new Link(true, ++lastLink);
        door.open(link, to);
        door.flush();
        return link;
    }

    /** A link to that member that is up. */
    Link connect(TestMember to) {
        Link link = dial(to.id);
        await(LinkUp.class, up -> up.link().equals(link));
        return link;
    }

    void say(Link link, ZabMessage... messages) {
        for (ZabMessage message : messages) {
            door.send(link, message);
        }
        door.flush();
    }

    /** Ends the door; what it had to say can still be read. */
    void shut() {
        door.close();
    }

    @Override
    public void close() {
        shut();
        blocking.shutdownNow();
    }
}
