package io.rekey.messaging.note;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.consuming.Subscription;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.messaging.outbox.OutboxCollection;
import io.rekey.messaging.outbox.OutboxFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** A service with nothing but messaging in it: writes notes with an outbox, and reads events if it has a handler. */
public final class NoteService implements AutoCloseable {

    public static final String NOTES = "notes";

    private final ConfigurableApplicationContext context;
    private final Outbox<NoteEvent> outbox;

    private NoteService(ConfigurableApplicationContext context, EventTopic<NoteEvent> topic) {
        this.context = context;
        this.outbox = context.getBean(OutboxFactory.class).outbox(topic);
    }

    /** A topic name that no other test uses. */
    public static String newTopic() {
        return "note-" + UUID.randomUUID() + ".events";
    }

    public static Plan on(String topic, String kafka, String mongoUri) {
        return new Plan(NoteEvent.topic(topic), kafka, mongoUri);
    }

    /** One write, one event. */
    public void write(NoteWritten event) {
        writeAll(List.of(event));
    }

    /** One write, several events of one note, in this order. */
    public void writeAll(List<NoteWritten> events) {
        append(
                NOTES,
                events.getFirst().noteId(),
                events.stream().map(outbox::entry).toList());
        outbox.nudge();
    }

    /** One write to a note of some collection, without a nudge. */
    public void append(String collection, String noteId, List<EncodedEvent> entries) {
        Update update = outbox.append(new Update().inc("version", 1), entries);
        mongo().upsert(byId(noteId), update, collection);
    }

    /** How many notes still have an event waiting, or have had. */
    public long pending() {
        return mongo().count(Query.query(Criteria.where("pending").is(true)), NOTES);
    }

    /** What waits in a note's outbox. */
    public List<Document> waiting(String noteId) {
        return mongo().findOne(byId(noteId), Document.class, NOTES).getList("outbox", Document.class);
    }

    public Outbox<NoteEvent> outbox() {
        return outbox;
    }

    public double counted(String counter) {
        return bean(MeterRegistry.class)
                .counter(counter, "topic", bean(Plan.class).topic.name())
                .count();
    }

    public MongoTemplate mongo() {
        return bean(MongoTemplate.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private static Query byId(String noteId) {
        return Query.query(Criteria.where("_id").is(noteId));
    }

    /** What the service is to have. */
    public static final class Plan {

        private final EventTopic<NoteEvent> topic;
        private final List<String> properties = new ArrayList<>();
        private final List<Consumer<GenericApplicationContext>> beans = new ArrayList<>();

        private Plan(EventTopic<NoteEvent> topic, String kafka, String mongoUri) {
            this.topic = topic;
            with("spring.kafka.bootstrap-servers=" + kafka);
            with("spring.mongodb.uri=" + mongoUri);
            with("spring.main.register-shutdown-hook=false");
            with("spring.jmx.enabled=false");
            with("management.tracing.sampling.probability=1.0");
        }

        public Plan with(String property) {
            properties.add(property);
            return this;
        }

        /** Reads the topic as this group. */
        public Plan reading(String group, EventHandler<?>... handlers) {
            beans.add(context -> context.registerBean(Subscription.class, () -> new Subscription<>(topic, group)));
            for (EventHandler<?> handler : handlers) {
                beans.add(context ->
                        context.registerBean(UUID.randomUUID().toString(), EventHandler.class, () -> handler));
            }
            return this;
        }

        /** Has outboxes in these collections too. */
        public Plan alsoWriting(String... collections) {
            for (String collection : collections) {
                beans.add(context -> context.registerBean(
                        collection, OutboxCollection.class, () -> new OutboxCollection(collection)));
            }
            return this;
        }

        public <T> Plan bean(Class<T> type, T bean) {
            beans.add(context -> context.registerBean(type, () -> bean));
            return this;
        }

        public NoteService start() {
            beans.add(context -> context.registerBean(EventTopic.class, () -> topic));
            beans.add(context -> context.registerBean(OutboxCollection.class, () -> new OutboxCollection(NOTES)));
            beans.add(context -> context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new));
            beans.add(context -> context.registerBean(Plan.class, () -> this));
            ConfigurableApplicationContext context = new SpringApplicationBuilder(Wiring.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .properties(properties.toArray(String[]::new))
                    .initializers((GenericApplicationContext created) -> beans.forEach(bean -> bean.accept(created)))
                    .run();
            return new NoteService(context, topic);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Wiring {}
}
