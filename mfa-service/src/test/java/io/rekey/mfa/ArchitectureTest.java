package io.rekey.mfa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The house rules that a machine can read. */
class ArchitectureTest {

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rekey.mfa");

    @Test
    void featuresHaveNoCycles() {
        slices().matching("io.rekey.mfa.(*)..").should().beFreeOfCycles().check(main);
        ApplicationModules.of(MfaApplication.class).verify();
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(main);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(main);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(main);
    }

    @Test
    void onlyMessagingTouchesKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka..")
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

    @Test
    void oneClassTouchesTheOneTimeCodeLibrary() {
        classes()
                .that()
                .resideInAPackage("io.rekey.mfa..")
                .and()
                .doNotHaveSimpleName("TotpCode")
                .and()
                .haveNameNotMatching(".*TotpCode\\$.*")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.jboss.aerogear..")
                .check(main);
        noClasses()
                .should()
                .callMethod(org.jboss.aerogear.security.otp.Totp.class, "verify", String.class)
                .orShould()
                .callMethod(org.jboss.aerogear.security.otp.Totp.class, "uri", String.class)
                .orShould()
                .callMethod(org.jboss.aerogear.security.otp.api.Base32.class, "random")
                .check(main);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Service")
                .check(main);
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(main);
    }

    @Test
    void webIsSpokenByControllersOnly() {
        classes()
                .that()
                .areAnnotatedWith(org.springframework.web.bind.annotation.RestController.class)
                .should()
                .bePackagePrivate()
                .check(main);
    }
}
