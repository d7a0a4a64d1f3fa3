package org.rtkit4j.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// `ArchitectureTest` of `app` does not see what is built on it.
class BenchmarkPackagesTest {
    @Test
    void packagesHaveNoCycles() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.rtkit4j.benchmarks");
        slices().matching("org.rtkit4j.(**)").should().beFreeOfCycles().check(classes);
    }
}
