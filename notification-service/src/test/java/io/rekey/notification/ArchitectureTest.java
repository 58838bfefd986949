package io.rekey.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rekey.notification");

    @Test
    void featuresHaveNoCycles() {
        slices().matching("io.rekey.notification.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
        ApplicationModules.of(NotificationApplication.class).verify();
    }

    @Test
    void timeIsInjected() {
        noClasses().should().callMethod(Instant.class, "now").check(classes);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(classes);
    }

    @Test
    void onlyMessagingSpeaksToKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(KafkaTemplate.class)
                .check(classes);
    }

    @Test
    void jsonIsJackson3() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(classes);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Dto|Entity|Manager|Util|Utils|Helper|Service)")
                .check(classes);
    }
}
