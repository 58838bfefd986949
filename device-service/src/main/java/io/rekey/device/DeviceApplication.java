package io.rekey.device;

import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts device-service. Its configuration is {@code device-service.yaml}, so that it can share a class path with others. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class DeviceApplication {

    /** Starts the service on its own. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(DeviceApplication.class)
                .properties("spring.config.name=device-service")
                .run(args);
    }

    /** Where tokens come from. */
    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
