package io.rekey.notification;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that mails people: it queues what events ask for and hands each mail to the mail server once. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class NotificationApplication {

    /** Starts the service; its configuration is {@code notification-service.yaml} and the environment. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(NotificationApplication.class)
                .properties("spring.config.name=notification-service")
                .run(args);
    }
}
