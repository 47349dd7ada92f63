package io.quorate.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, and the purity of the inner ones (docs/architecture.md). */
final class ArchitectureTest {
    private static final String[] WIRE = {"io.quorate.data..", "io.quorate.message..", "io.quorate.wire.."};
    private static final String[] PURE = {
        "io.quorate.data..",
        "io.quorate.message..",
        "io.quorate.wire..",
        "io.quorate.zab..",
        "io.quorate.tree..",
        "io.quorate.replica..",
        "io.quorate.client.session.."
    };
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quorate");

    private static final Set<String> DICE_AND_CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.System.identityHashCode",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.Boolean.getBoolean");

    @Test
    void wireKnowsNobody() {
        noClasses()
                .that()
                .resideInAnyPackage(WIRE)
                .should()
                .dependOnClassesThat(isOursButNotIn(WIRE))
                .check(ALL);
    }

    @Test
    void zabKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.zab..")
                .should()
                .dependOnClassesThat(isOursButNotIn("io.quorate.zab.."))
                .check(ALL);
    }

    @Test
    void treeKnowsOnlyWire() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.tree..")
                .should()
                .dependOnClassesThat(isOursButNotIn(
                        "io.quorate.tree..", "io.quorate.data..", "io.quorate.message..", "io.quorate.wire.."))
                .check(ALL);
    }

    @Test
    void replicaKnowsOnlyThePureRooms() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.replica..")
                .should()
                .dependOnClassesThat(isOursButNotIn(
                        "io.quorate.replica..",
                        "io.quorate.zab..",
                        "io.quorate.tree..",
                        "io.quorate.data..",
                        "io.quorate.message..",
                        "io.quorate.wire.."))
                .check(ALL);
    }

    @Test
    void theClientsSessionKnowsOnlyWire() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.client.session..")
                .should()
                .dependOnClassesThat(isOursButNotIn(
                        "io.quorate.client.session..",
                        "io.quorate.data..",
                        "io.quorate.message..",
                        "io.quorate.wire.."))
                .check(ALL);
    }

    @Test
    void theClientKnowsNoServer() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.client..")
                .should()
                .dependOnClassesThat(isOursButNotIn(
                        "io.quorate.client..", "io.quorate.data..", "io.quorate.message..", "io.quorate.wire.."))
                .check(ALL);
    }

    @Test
    void recipesKnowTheClientAndNothingElseOfTheWorld() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.recipes..")
                .should()
                .dependOnClassesThat(isOursButNotIn(
                        "io.quorate.recipes..", "io.quorate.client", "io.quorate.data", "io.quorate.message"))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
                .check(withoutTheJdksOwnSupertypes());
        for (JavaClass type : ALL) {
            if (isIn(type, "io.quorate.recipes..")) {
                checkThatItReadsNoClockAndThrowsNoDice(type);
            }
        }
    }

    @Test
    void storageHasNoIdeaOfAZnode() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.storage..")
                .should()
                .dependOnClassesThat(
                        isOursButNotIn("io.quorate.storage..", "io.quorate.replica.port..", "io.quorate.wire.."))
                .check(ALL);
    }

    @Test
    void transportCarriesAndDoesNotAssemble() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quorate.server..",
                        "io.quorate.storage..",
                        "io.quorate.zab.election..",
                        "io.quorate.zab.leader..",
                        "io.quorate.zab.learner..",
                        "io.quorate.zab.history..",
                        "io.quorate.zab.part..")
                .check(ALL);
    }

    @Test
    void theShellKnowsTheClientAndNothingBeyond() {
        noClasses()
                .that()
                .resideInAPackage("io.quorate.shell..")
                .should()
                .dependOnClassesThat(isOursButNotIn(
                        "io.quorate.shell..", "io.quorate.client..", "io.quorate.data..", "io.quorate.message.."))
                .check(ALL);
    }

    @Test
    void onlyTestsKnowTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.quorate.server..",
                        "io.quorate.testkit..",
                        "io.quorate.conformance..",
                        "io.quorate.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quorate.server..")
                .check(ALL);
    }

    @Test
    void thePureRoomsTouchNoThreadSocketFileOrLogger() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "org.slf4j..",
                        "io.netty..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(withoutTheJdksOwnSupertypes());
    }

    @Test
    void thePureRoomsHaveNoVolatileFieldAndNoSynchronizedMethod() {
        for (JavaClass type : ALL) {
            if (!isIn(type, PURE)) {
                continue;
            }
            type.getFields().forEach(field -> {
                if (field.getModifiers().contains(JavaModifier.VOLATILE)) {
                    throw new AssertionError(field.getFullName() + " is volatile, in a room without threads");
                }
            });
            type.getMethods().forEach(method -> {
                if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
                    throw new AssertionError(method.getFullName() + " is synchronized, in a room without threads");
                }
            });
        }
    }

    @Test
    void thePureRoomsReadNoClockAndThrowNoDice() {
        for (JavaClass type : ALL) {
            if (!isIn(type, PURE)) {
                continue;
            }
            checkThatItReadsNoClockAndThrowsNoDice(type);
        }
    }

    private static void checkThatItReadsNoClockAndThrowsNoDice(JavaClass type) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            String target = access.getTargetOwner().getName() + "." + access.getName();
            if (DICE_AND_CLOCKS.contains(target)) {
                throw new AssertionError(access.getDescription() + ": time, chance and settings are handed in");
            }
            if (target.equals("java.util.Random.<init>")
                    && access instanceof JavaConstructorCall call
                    && call.getTarget().getRawParameterTypes().isEmpty()) {
                throw new AssertionError(access.getDescription() + ": a random source needs its seed from outside");
            }
        }
    }

    /** Serializable and UncheckedIOException come with exceptions and records' supertypes, not by anybody's choice. */
    private static JavaClasses withoutTheJdksOwnSupertypes() {
        return ALL.that(new DescribedPredicate<>("are not exceptions") {
            @Override
            public boolean test(JavaClass type) {
                return !type.isAssignableTo(Throwable.class) && !type.isEnum();
            }
        });
    }

    private static DescribedPredicate<JavaClass> isOursButNotIn(String... packages) {
        return new DescribedPredicate<>("belong to another room") {
            @Override
            public boolean test(JavaClass type) {
                return type.getPackageName().startsWith("io.quorate") && !isIn(type, packages);
            }
        };
    }

    private static boolean isIn(JavaClass type, String... packages) {
        for (String each : packages) {
            boolean isWithAllBelow = each.endsWith("..");
            String room = isWithAllBelow ? each.substring(0, each.length() - 2) : each;
            if (type.getPackageName().equals(room)
                    || (isWithAllBelow && type.getPackageName().startsWith(room + "."))) {
                return true;
            }
        }
        return false;
    }
}
