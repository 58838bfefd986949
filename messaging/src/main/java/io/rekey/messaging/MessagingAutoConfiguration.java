package io.rekey.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.rekey.messaging.consuming.EventConsumers;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.OutboxCollection;
import io.rekey.messaging.outbox.OutboxFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/** Gives a service its outbox, relay, consumers and topics; the service only names its topics and collections. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@EnableConfigurationProperties({MessagingProperties.class, KafkaProperties.class})
public class MessagingAutoConfiguration {

    /** Instants have millisecond precision everywhere: MongoDB keeps no more. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(java.time.ZoneOffset.UTC);
    }

    @Bean
    EventCodec eventCodec() {
        return new EventCodec();
    }

    /** Every wait is bounded: neither a dead broker nor a dead-letter topic that is not there holds anything up for long. */
    @Bean
    ProducerFactory<String, byte[]> producerFactory(KafkaProperties properties) {
        Map<String, Object> config = properties.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        config.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        var factory = new DefaultKafkaProducerFactory<>(config, new StringSerializer(), new ByteArraySerializer());
        factory.setPhysicalCloseTimeout(1); // second; what is not sent by then is still in its outbox
        return factory;
    }

    /** A dead instance's partitions move within ten seconds; a topic that comes into being is seen within three. */
    @Bean
    ConsumerFactory<String, byte[]> consumerFactory(KafkaProperties properties) {
        Map<String, Object> config = properties.buildConsumerProperties();
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 3_000);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new DefaultKafkaConsumerFactory<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Bean
    KafkaTemplate<String, byte[]> kafkaTemplate(ProducerFactory<String, byte[]> producerFactory) {
        KafkaTemplate<String, byte[]> template = new KafkaTemplate<>(producerFactory);
        template.setProducerListener(
                new ProducerListener<>() {}); // else each event of an outage is an error with a stack
        return template;
    }

    @Bean
    OutboxFactory outboxFactory(EventCodec codec, Clock clock, ObjectProvider<Tracer> tracer) {
        return new OutboxFactory(codec, clock, tracer.getIfAvailable(() -> Tracer.NOOP));
    }

    @Bean
    SmartLifecycle outboxRelay(
            OutboxFactory outboxes,
            ObjectProvider<OutboxCollection> collections,
            MongoOperations mongo,
            KafkaTemplate<String, byte[]> kafka,
            MessagingProperties properties) {
        return outboxes.relay(
                collections.orderedStream().toList(),
                mongo,
                kafka,
                properties.pollInterval(),
                properties.leaseLifetime());
    }

    @Bean
    EventConsumers eventConsumers(
            ObjectProvider<Subscription<?>> subscriptions,
            ObjectProvider<EventHandler<?>> handlers,
            ConsumerFactory<String, byte[]> consumers,
            KafkaTemplate<String, byte[]> kafka,
            EventCodec codec,
            ObjectProvider<MeterRegistry> meters,
            ApplicationContext context,
            MessagingProperties properties) {
        return new EventConsumers(
                all(subscriptions),
                all(handlers),
                consumers,
                kafka,
                codec,
                meters.getIfAvailable(SimpleMeterRegistry::new),
                context,
                properties.consumersPerTopic());
    }

    /** Beans of {@link EventTopic} are the topics that this service owns; a subscription's topic is somebody else's. */
    @Bean
    SmartLifecycle topicCreator(
            KafkaProperties kafka,
            ObjectProvider<EventTopic<?>> owned,
            ObjectProvider<Subscription<?>> subscriptions,
            MessagingProperties properties) {
        Map<String, Object> config = kafka.buildAdminProperties();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        return new TopicCreator(config, all(owned), all(subscriptions), properties.replicas());
    }

    private static <T> List<T> all(ObjectProvider<? extends T> beans) {
        return beans.orderedStream().<T>map(bean -> bean).toList();
    }
}
