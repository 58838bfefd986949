package io.rekey.benchmarks;

import io.rekey.events.identity.IdentityEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether the clean-up has caught up with what identity-service said. */
final class EventsRead {

    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int PARTITIONS = 12;

    private EventsRead() {}

    /** Returns when notification-service, which reads all of it, has read everything and nothing more comes. */
    static void awaitAll(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            long before = -1;
            long written = written(admin);
            while (written != before || read(admin) < written) {
                Thread.sleep(PAUSE);
                before = written;
                written = written(admin);
            }
        }
    }

    private static long written(Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = java.util.stream.IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(
                        number -> new TopicPartition(IdentityEvent.TOPIC, number), number -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private static long read(Admin admin) throws InterruptedException, ExecutionException {
        return admin
                .listConsumerGroupOffsets("notification-service")
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().topic().equals(IdentityEvent.TOPIC))
                .map(Map.Entry::getValue)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
