package io.rekey.testbackends;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker and one MongoDB server for all tests of a JVM: started when first asked for, closed with the JVM, their
 * data deleted. {@link Choice} says whether they run in this process (the default) or in containers.
 */
public final class Backends {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable Database database;
    private static @Nullable StoppableKafka embeddedKafka;
    private static @Nullable String containerKafka;

    private Backends() {}

    /**
     * The address of a new, empty database: each call gives another one, so that no test sees what another left behind.
     * Whoever needs the same database twice keeps the address.
     *
     * @param database what its name starts with, at most 50 characters
     */
    public static String mongoUri(String database) {
        return database().uri(database + "_" + DATABASES.incrementAndGet());
    }

    /** Where the broker listens. It makes no topic by itself and stamps records with its own clock. */
    public static synchronized String kafkaBootstrapServers() {
        if (!Choice.containers()) {
            return kafka().bootstrapServers();
        }
        if (containerKafka == null) {
            containerKafka = Containers.kafka();
        }
        return containerKafka;
    }

    /**
     * A broker that a test may stop and start again on the same port and data. It always runs in this process; unless
     * containers are chosen it is the one of {@link #kafkaBootstrapServers()}. Start it again before the test ends.
     */
    public static synchronized StoppableKafka kafka() {
        if (embeddedKafka == null) {
            embeddedKafka = StoppableKafka.started();
        }
        return embeddedKafka;
    }

    private static synchronized Database database() {
        if (database == null) {
            database = Choice.containers() ? Containers.mongo() : EmbeddedMongo.start();
        }
        return database;
    }

    /** A MongoDB server, whichever. */
    @FunctionalInterface
    interface Database {

        String uri(String database);
    }
}
