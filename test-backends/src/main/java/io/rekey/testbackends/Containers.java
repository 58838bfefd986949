package io.rekey.testbackends;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/** The real products in containers. Testcontainers removes them when the JVM is gone. */
final class Containers {

    private static final String KAFKA_IMAGE = "apache/kafka:4.1.1";
    private static final String MONGO_IMAGE = "mongo:8.0";

    private Containers() {}

    /** Set like the embedded broker wherever a test could tell. */
    @SuppressWarnings("resource") // lives as long as the JVM
    static String kafka() {
        KafkaContainer kafka = new KafkaContainer(KAFKA_IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE", "LogAppendTime")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        kafka.start();
        return kafka.getBootstrapServers();
    }

    /** A replica set of one, because {@code w:majority} with a journal is what production asks for. */
    @SuppressWarnings("resource") // lives as long as the JVM
    static Backends.Database mongo() {
        MongoDBContainer mongo = new MongoDBContainer(MONGO_IMAGE).withReplicaSet();
        mongo.start();
        return mongo::getReplicaSetUrl;
    }
}
