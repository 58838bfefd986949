package io.rekey.identity;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.rekey.identity.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

/** The house rules that a machine can read. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rekey.identity");

    @Test
    void featuresHaveNoCycles() {
        slices().matching("io.rekey.identity.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void modulesKeepTheirBorders() {
        ApplicationModules.of(IdentityApplication.class).verify();
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(MAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(MAIN);
    }

    @Test
    void onlyMessagingTouchesKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka..")
                .check(MAIN);
    }

    /** Jackson 3 has kept the package of its annotations. */
    @Test
    void ourCodeKnowsOneJackson() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml..")
                        .and(resideOutsideOfPackage("com.fasterxml.jackson.annotation..")))
                .check(MAIN);
    }

    @Test
    void servicesDoNotKnowEachOther() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.rekey.mfa..", "io.rekey.device..", "io.rekey.notification..", "io.rekey.local..")
                .check(MAIN);
    }

    /** HOUSE: at most 45 % of the top-level types are public. */
    @Test
    void mostTypesStayInTheirFeature() {
        List<JavaClass> types = MAIN.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
        List<String> open = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .toList();
        assertThat(open.size() * 100 / types.size()).as("public: %s", open).isLessThanOrEqualTo(45);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Dto|Entity|Manager|Util|Utils|Helper|Service)")
                .check(MAIN);
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .areNotAssignableTo(Problem.class) // the RFC's word
                .should()
                .haveSimpleNameEndingWith("Exception")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void controllersStayInTheirFeature() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(MAIN);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        noFields().should().beAnnotatedWith(Autowired.class).check(MAIN);
    }
}
