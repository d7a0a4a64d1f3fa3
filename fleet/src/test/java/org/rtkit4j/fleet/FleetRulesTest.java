package org.rtkit4j.fleet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.rtkit4j.fleet.command.FleetMain;

/// The rules of the other modules, whose tests do not see this one.
class FleetRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPath(Path.of(FleetMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath()));

    @Test
    void packagesHaveNoCyclesAndAreNullMarked() {
        slices().matching("org.rtkit4j.(**)").should().beFreeOfCycles().check(CLASSES);
        assertEquals(
                List.of(),
                CLASSES.stream()
                        .filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class))
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void onlyTheCommandUsesStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.rtkit4j.fleet.command..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .check(CLASSES);
    }

    /// What `forensics` does not export is its own; here no module system says so.
    @Test
    void nothingReachesIntoWhatOtherModulesHide() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.rtkit4j.app..",
                        "org.rtkit4j.forensics.requests..",
                        "org.rtkit4j.forensics.text..",
                        "org.rtkit4j.forensics.panic..",
                        "org.rtkit4j.forensics.linux..",
                        "org.rtkit4j.forensics.assembly..",
                        "org.rtkit4j.forensics.syndrome..")
                .check(CLASSES);
    }
}
