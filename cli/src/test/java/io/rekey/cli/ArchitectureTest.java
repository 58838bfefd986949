package io.rekey.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can read. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rekey.cli");

    @Test
    void partsHaveNoCycles() {
        slices().matching("io.rekey.cli.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void itIsAClientAndKnowsNoService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "io.rekey.identity..", "io.rekey.local..", "com.fasterxml..")
                .check(MAIN);
    }

    @Test
    void onlyTheConnectionSpeaksHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.rekey.cli.connection")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(HttpClient.class)
                .check(MAIN);
    }

    @Test
    void onlyTheOutputPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(MAIN);
        noClasses()
                .that()
                .doNotHaveSimpleName("Surroundings")
                .and()
                .doNotHaveSimpleName("WarmUp")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(MAIN);
    }

    /** HOUSE: at most 45 % of the top-level types are public. */
    @Test
    void mostTypesStayInTheirPackage() {
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
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(MAIN);
    }
}
