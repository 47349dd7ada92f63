package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of both kinds in one ensemble, under load. */
final class MixedEnsembleTest {
    private static final int TRAVELLERS = 3;
    private static final int WRITES = 120;

    /**
     * Of equal histories the highest number leads: so the last kind leads first, and the one before it after a kill.
     */
    @ParameterizedTest
    @ValueSource(strings = {"ZZQ", "QQZ", "QZZ", "ZQQ"})
    void eachKindLeadsAndFollows(String composition) throws InterruptedException, IOException {
        List<ServerKind> kinds = Arrays.stream(composition.split(""))
                .map(MixedEnsembleTest::kind)
                .toList();
        Path directory = Workplace.fresh("mixed-" + composition);
        try (Members members = Members.laidOut(directory, EnsembleTest.settings(), kinds, 0)) {
            members.start();
            Set<ServerKind> led = EnumSet.noneOf(ServerKind.class);
            try (Caravan caravan = Caravan.depart(members, TRAVELLERS)) {
                for (int i = 0; i < 2; i++) {
                    caravan.awaitWrites(WRITES);
                    int leader = members.awaitLeader();
                    led.add(members.member(leader).kind());
                    members.member(leader).kill();
                    caravan.awaitWrites(WRITES);
                    led.add(members.member(members.awaitLeader()).kind());
                    members.start(leader);
                }
                caravan.awaitWrites(WRITES);
                caravan.arrive();
                assertThat(caravan.journeys()).isPositive();
                caravan.check();
            }
            if (kinds.get(1) != kinds.get(2)) {
                assertThat(led).as("kinds that led").hasSize(2);
            }
            eachReadsTheFilesOfTheOther(members, composition);
        }
    }

    private static ServerKind kind(String letter) {
        return letter.equals("Q") ? ServerKind.subject() : ServerKind.APACHE_ZOOKEEPER;
    }

    private static void eachReadsTheFilesOfTheOther(Members members, String name)
            throws InterruptedException, IOException {
        members.all().forEach(ServerProcess::stop);
        List<List<String>> read = new ArrayList<>();
        for (ServerProcess member : members.all()) {
            ServerKind other =
                    member.kind() == ServerKind.APACHE_ZOOKEEPER ? ServerKind.subject() : ServerKind.APACHE_ZOOKEEPER;
            Path directory = Workplace.fresh("mixed-" + name + "-read-by-" + other.word());
            Workplace.replace(directory.resolve("data"), member.dataDirectory());
            try (ServerProcess reader = ServerProcess.start(other, directory, EnsembleTest.settings())) {
                read.add(TreeDump.of(reader));
            }
        }
        for (List<String> lines : read) {
            Difference.between(read.getFirst(), lines).ifPresent(difference -> {
                throw new AssertionError("the files of two members tell different trees:\n" + difference);
            });
        }
    }
}
