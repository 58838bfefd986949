package io.rekey.mfa;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Keeps enrollments and backup codes, checks codes, and clears what a reset makes void. Reads {@code mfa-service.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class MfaApplication {

    /** Starts the service; the database and the broker may come later. */
    public static void main(String[] args) {
        application().run(args);
    }

    /** The service under its own configuration name, so that several services can share one class path. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(MfaApplication.class).properties("spring.config.name=mfa-service");
    }
}
