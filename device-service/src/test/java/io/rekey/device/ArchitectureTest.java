package io.rekey.device;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.rekey.device");

    @Test
    void featuresHaveNoCycles() {
        slices().matching("io.rekey.device.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void modulesKeepTheirBorders() {
        ApplicationModules.of(DeviceApplication.class).verify();
    }

    @Test
    void timeIsGiven() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(CLASSES);
    }

    @Test
    void onlyMessagingSpeaksToKafka() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.springframework.kafka..").or(resideInAPackage("org.apache.kafka..")))
                .check(CLASSES);
    }

    @Test
    void jacksonIsThree() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.."))
                .check(CLASSES);
    }

    @Test
    void servicesDoNotKnowEachOther() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rekey.identity..", "io.rekey.mfa..", "io.rekey.notification..")
                .check(CLASSES);
    }

    @Test
    void descriptionAndTokenKnowNothingOfDatabases() {
        noClasses()
                .that()
                .resideInAnyPackage("io.rekey.device.token..", "io.rekey.device.description..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bson..", "com.mongodb..", "org.springframework.data..")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Dto|Entity|Manager|Util|Utils|Helper|Service)")
                .check(CLASSES);
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(CLASSES);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
    }
}
