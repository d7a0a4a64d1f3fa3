package org.rtkit4j.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What `module-info.java` cannot say, and some of what it says, in case somebody changes it.
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new MainCode()).importPackages("org.rtkit4j");

    @Test
    void everyModuleIsLookedAt() {
        for (String module : new String[] {
            "wire",
            "core",
            "emulator",
            "drivers",
            "nbd",
            "hardware",
            "devicetree",
            "forensics",
            "capture",
            "archive",
            "testkit",
            "app"
        }) {
            assertTrue(CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("org.rtkit4j." + module)), module);
        }
    }

    @Test
    void coreAndEmulatorDoNotSeeEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.rtkit4j.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.rtkit4j.emulator..", "org.rtkit4j.forensics..", "org.rtkit4j.app..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.rtkit4j.emulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.rtkit4j.core..", "org.rtkit4j.forensics..", "org.rtkit4j.app..")
                .check(CLASSES);
    }

    @Test
    void capturesAreRecordedBlindToWhoTalks() {
        noClasses()
                .that()
                .resideInAPackage("org.rtkit4j.capture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.rtkit4j.core..", "org.rtkit4j.emulator..", "org.rtkit4j.forensics..", "org.rtkit4j.app..")
                .check(CLASSES);
    }

    @Test
    void theSessionDoesNoInputOutputAndOwnsNoThreadAndNoClock() {
        noClasses()
                .that()
                .resideInAPackage("org.rtkit4j.core.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.channels..", "java.util.concurrent..", "java.time.temporal..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.System")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandUsesStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.rtkit4j.app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.rtkit4j.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void wireAndCoreNeedNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage("org.rtkit4j.wire..", "org.rtkit4j.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "jdk.jfr..", "javax.management..", "org.rtkit4j..", "org.jspecify..")
                .check(CLASSES);
    }

    /// The emulator's key sets are JSON.
    @Test
    void theEmulatorNeedsAJsonReaderBesides() {
        classes()
                .that()
                .resideInAPackage("org.rtkit4j.emulator..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.rtkit4j..", "org.jspecify..", "com.fasterxml.jackson.core..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAdaptersForThemNeedFlightRecorderAndManagement() {
        noClasses()
                .that()
                .resideInAPackage("org.rtkit4j..")
                .and()
                .resideOutsideOfPackages(
                        "org.rtkit4j.core.flight..",
                        "org.rtkit4j.core.manage..",
                        "org.rtkit4j.app.observe..",
                        "org.rtkit4j.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.jfr..", "javax.management..", "java.lang.management..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.rtkit4j.core.flight..", "org.rtkit4j.core.manage..", "org.rtkit4j.app.observe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.rtkit4j.core.flight..", "org.rtkit4j.core.manage..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = CLASSES.stream()
                .filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getName)
                .toList();
        assertEquals(List.of(), unmarked);
    }
}
