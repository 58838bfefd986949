package io.rekey.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can read. */
class ArchitectureTest {

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rekey.local");

    @Test
    void partsHaveNoCycles() {
        slices().matching("io.rekey.local.(*)..").should().beFreeOfCycles().check(main);
    }

    @Test
    void onlyTheRunningOfServicesKnowsThem() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.rekey.local.run..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.rekey.identity..", "io.rekey.mfa..", "io.rekey.device..", "io.rekey.notification..")
                .check(main);
    }

    @Test
    void ourCodeKnowsOneJackson() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(main);
    }
}
