package io.quorate.recipes.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Machine;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransactionTest {
    private static final Duration VOTES = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] CONTENT = {1, 2, 3};

    private final Duo duo = new Duo(19);
    private final Universe universe = duo.universe;
    private final AsyncCoordinator coordinator = new AsyncCoordinator(duo.mine, "/ledger");

    /** Remembers what it was told, as its disk would. */
    private static final class Bank implements Participant {
        private final Map<String, Decision> told = new TreeMap<>();
        private final List<String> contradictions = new ArrayList<>();
        private boolean agrees = true;

        @Override
        public CompletableFuture<Boolean> prepare(Proposal proposal) {
            return CompletableFuture.completedFuture(agrees);
        }

        @Override
        public CompletableFuture<Void> decided(Proposal proposal, Decision decision) {
            Decision before = told.put(proposal.id(), decision);
            if (before != null && before != decision) {
                contradictions.add(proposal.id());
            }
            return CompletableFuture.completedFuture(null);
        }
    }

    private Participation join(AsyncQuorate client, String name, Bank bank) {
        return universe.result(Participation.begin(client, "/ledger", name, bank, PATIENCE));
    }

    @Test
    void whatAllPreparedAllDo() {
        Bank a = new Bank();
        Bank b = new Bank();
        join(duo.theirs, "a", a);
        join(universe.machine().client(Duo.TIMEOUT), "b", b);
        assertThat(universe.result(coordinator.run(List.of("a", "b"), CONTENT, VOTES)))
                .isEqualTo(Decision.COMMIT);
        universe.passUntil(() -> a.told.size() + b.told.size() == 2);
        assertThat(a.told).isEqualTo(b.told).containsValue(Decision.COMMIT);
        universe.pass(Duration.ofSeconds(5));
        assertThat(universe.result(duo.mine.children("/ledger")).names()).isEmpty();
    }

    @Test
    void oneNoAbortsForAll() {
        Bank a = new Bank();
        Bank b = new Bank();
        b.agrees = false;
        join(duo.theirs, "a", a);
        join(universe.machine().client(Duo.TIMEOUT), "b", b);
        assertThat(universe.result(coordinator.run(List.of("a", "b"), CONTENT, VOTES)))
                .isEqualTo(Decision.ABORT);
        universe.passUntil(() -> a.told.size() + b.told.size() == 2);
        assertThat(a.told).isEqualTo(b.told).containsValue(Decision.ABORT);
    }

    @Test
    void oneThatIsMissingAbortsAfterTheDeadlineAndHearsOfItWhenItComes() {
        Bank a = new Bank();
        Bank late = new Bank();
        join(duo.theirs, "a", a);
        long before = universe.now();
        assertThat(universe.result(coordinator.run(List.of("a", "late"), CONTENT, VOTES)))
                .isEqualTo(Decision.ABORT);
        assertThat(universe.now() - before).isGreaterThanOrEqualTo(VOTES.toNanos());
        join(universe.machine().client(Duo.TIMEOUT), "late", late);
        universe.passUntil(() -> !late.told.isEmpty());
        assertThat(late.told).isEqualTo(a.told);
    }

    @Test
    void aCoordinatorThatDiesBlocksNobody() {
        Bank a = new Bank();
        Bank b = new Bank();
        join(duo.theirs, "a", a);
        CompletableFuture<Decision> _ = coordinator.run(List.of("a", "b"), CONTENT, Duration.ofMinutes(5));
        universe.pass(Duration.ofSeconds(1));
        duo.here.isolate();
        join(universe.machine().client(Duo.TIMEOUT), "b", b);
        universe.passUntil(() -> a.told.size() + b.told.size() == 2);
        assertThat(a.told).isEqualTo(b.told).containsValue(Decision.ABORT);
    }

    @Test
    void theFirstDecisionStands() {
        Ledger ledger = new Ledger(duo.mine, "/ledger");
        universe.result(ledger.makeParent());
        universe.result(duo.mine.create("/ledger/tx-1", new Record(null, List.of("a"), CONTENT).encode()));
        assertThat(universe.result(ledger.decide("tx-1", Decision.ABORT))).isEqualTo(Decision.ABORT);
        assertThat(universe.result(new Ledger(duo.theirs, "/ledger").decide("tx-1", Decision.COMMIT)))
                .isEqualTo(Decision.ABORT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void underFaultsAllHearTheSame(long seed) {
        Universe world = new Universe(seed);
        List<Bank> banks = List.of(new Bank(), new Bank(), new Bank());
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < banks.size(); i++) {
            Machine machine = world.machine();
            machines.add(machine);
            takePart(world, machine, "bank" + i, banks.get(i));
        }
        Machine desk = world.machine();
        AsyncQuorate client = desk.client(Duo.TIMEOUT);
        List<CompletableFuture<Decision>> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            runs.add(new AsyncCoordinator(client, "/ledger")
                    .run(List.of("bank0", "bank1", "bank2"), CONTENT, Duration.ofSeconds(8)));
            Machine victim = machines.get(world.dice().nextInt(machines.size()));
            switch (world.dice().nextInt(3)) {
                case 0 -> victim.cut();
                case 1 -> {
                    victim.isolate();
                    world.after(Duration.ofMillis(world.dice().nextInt(9_000)), victim::heal);
                }
                default -> desk.cut();
            }
            world.pass(Duration.ofMillis(world.dice().nextInt(3_000)));
        }
        List<Decision> decisions = runs.stream().map(world::result).toList();
        world.pass(Duration.ofMinutes(2));
        for (Bank bank : banks) {
            assertThat(bank.contradictions).isEmpty();
            assertThat(bank.told).isEqualTo(banks.getFirst().told);
        }
        assertThat(banks.getFirst().told).hasSize(runs.size());
        assertThat(decisions).contains(Decision.COMMIT);
        assertThat(banks.getFirst().told.values().stream().filter(each -> each == Decision.COMMIT))
                .hasSize((int) decisions.stream()
                        .filter(each -> each == Decision.COMMIT)
                        .count());
    }

    /** With a new client whenever the session ends. */
    private static void takePart(Universe world, Machine machine, String name, Bank bank) {
        AsyncQuorate client = machine.client(Duo.TIMEOUT);
        CompletableFuture<Participation> _ = Participation.begin(client, "/ledger", name, bank, Duration.ofSeconds(20));
        client.listen(event -> {
            if (event.kind().isFinal()) {
                world.after(Duration.ZERO, () -> takePart(world, machine, name, bank));
            }
        });
    }
}
