package io.rekey.messaging.outbox;

import io.micrometer.tracing.Tracer;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;

/** Makes a service's outboxes and the one relay that serves them all. */
public final class OutboxFactory {

    private final EventCodec codec;
    private final Clock clock;
    private final TraceContext trace;
    private final RelaySignal signal = new RelaySignal();

    public OutboxFactory(EventCodec codec, Clock clock, Tracer tracer) {
        this.codec = codec;
        this.clock = clock;
        this.trace = new TraceContext(tracer);
    }

    /** The outbox for events of one topic; any number of collections may use it. */
    public <E> Outbox<E> outbox(EventTopic<E> topic) {
        return new Outbox<>(topic, codec, clock, trace, signal);
    }

    /** The relay for all outboxes of this service; started and stopped with the application. */
    public SmartLifecycle relay(
            List<OutboxCollection> collections,
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Duration pollInterval,
            Duration leaseLifetime) {
        List<PendingOutboxes> pending = collections.stream()
                .map(collection -> new PendingOutboxes(mongo, collection))
                .toList();
        RelayLease lease = new RelayLease(mongo, clock, leaseLifetime, EventCodec.newId());
        return new OutboxRelay(pending, lease, signal, kafka, codec, pollInterval);
    }
}
