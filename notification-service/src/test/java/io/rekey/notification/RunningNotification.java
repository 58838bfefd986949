package io.rekey.notification;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.notification.mail.ForgetfulMails;
import io.rekey.notification.ticket.IdentityStub;
import io.rekey.serviceauth.Ed25519Keys;
import io.rekey.testbackends.Backends;
import io.rekey.testbackends.FreePort;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole service with a real broker, a real wire server and identity-service's side over HTTP. One for all tests; each
 * brings its own mail server to {@link #SMTP_PORT}, and speaks of a user of its own.
 */
@SpringBootTest(
        classes = NotificationApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=notification-service",
            "spring.profiles.active=local",
            "rekey.mail.per-second=1000",
            "rekey.mail.per-recipient=3",
            "rekey.mail.recipient-window=1h",
            "rekey.mail.first-retry=100ms",
            "rekey.mail.max-retry=400ms",
            "rekey.mail.ticket-retry=100ms",
            "rekey.mail.poll-interval=50ms",
            "rekey.mail.lease=3s",
            "rekey.smtp.from=Rekey <rekey@example.com>",
            "logging.level.com.icegreen=warn"
        })
@Import(RunningNotification.Faults.class)
public abstract class RunningNotification {

    protected static final int SMTP_PORT = FreePort.any();
    protected static final IdentityStub IDENTITY = startIdentity();
    protected static final Receipts RECEIPTS = new Receipts();

    private static final EventTopic<IdentityEvent> IDENTITY_EVENTS = new EventTopic<>(
            IdentityEvent.TOPIC,
            IdentityEvent.NAMESPACE,
            IdentityEvent.SOURCE,
            IdentityEvent.class,
            IdentityEvent::userId);
    private static final EventTopic<MfaEvent> MFA_EVENTS =
            new EventTopic<>(MfaEvent.TOPIC, MfaEvent.NAMESPACE, MfaEvent.SOURCE, MfaEvent.class, MfaEvent::userId);
    private static final EventTopic<DeviceEvent> DEVICE_EVENTS = new EventTopic<>(
            DeviceEvent.TOPIC, DeviceEvent.NAMESPACE, DeviceEvent.SOURCE, DeviceEvent.class, DeviceEvent::userId);

    private final EventCodec codec = new EventCodec();

    @Autowired
    protected ForgetfulMails mails;

    @Autowired
    protected MongoOperations mongo;

    @TestConfiguration(proxyBeanMethods = false)
    static class Faults {

        @Bean
        @Primary
        ForgetfulMails forgetfulMails(MongoOperations mongo, Outbox<NotificationEvent> outbox) {
            return new ForgetfulMails(mongo, outbox);
        }
    }

    @DynamicPropertySource
    static void backends(DynamicPropertyRegistry registry) throws Exception {
        String kafka = Backends.kafkaBootstrapServers();
        String database = Backends.mongoUri("rekey_notification");
        createTopics(kafka);
        RECEIPTS.listen(kafka);
        registry.add("spring.kafka.bootstrap-servers", () -> kafka);
        registry.add("spring.mongodb.uri", () -> database);
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> SMTP_PORT);
        registry.add("rekey.services.identity", IDENTITY::baseUrl);
        registry.add(
                "rekey.service-auth.private-key",
                () -> Ed25519Keys.encode(Ed25519Keys.generate().getPrivate()));
    }

    /** Publishes an event as often as wanted; what comes back can be published again as the same event. */
    protected EncodedEvent publish(Object event, int times) {
        EncodedEvent encoded = switch (event) {
            case IdentityEvent identity -> codec.encode(IDENTITY_EVENTS, identity, Instant.EPOCH, null);
            case MfaEvent mfa -> codec.encode(MFA_EVENTS, mfa, Instant.EPOCH, null);
            case DeviceEvent device -> codec.encode(DEVICE_EVENTS, device, Instant.EPOCH, null);
            default -> throw new IllegalArgumentException("not an event");
        };
        publish(encoded, times);
        return encoded;
    }

    protected void publish(EncodedEvent encoded, int times) {
        Map<String, Object> config = Map.of("bootstrap.servers", Backends.kafkaBootstrapServers());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < times; i++) {
                producer.send(codec.toRecord(encoded));
            }
        }
    }

    protected Document stored(String mailId) {
        return mongo.findById(mailId, Document.class, "mails");
    }

    private static void createTopics(String kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(
                            Stream.of(IdentityEvent.TOPIC, MfaEvent.TOPIC, DeviceEvent.TOPIC, NotificationEvent.TOPIC)
                                    .map(topic -> new NewTopic(topic, 12, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
    }

    private static IdentityStub startIdentity() {
        try {
            return IdentityStub.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    protected static List<String> everyPrintOf(Document... documents) {
        return Stream.of(documents).map(Document::toJson).toList();
    }
}
