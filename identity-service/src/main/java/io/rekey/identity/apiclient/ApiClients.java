package io.rekey.identity.apiclient;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.ApiClientRemoved;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.messaging.outbox.OutboxCollection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** All registered programs. Each tells its own events, in the write that causes them. */
@Repository
class ApiClients {

    static final String COLLECTION = "api_clients";

    private final MongoOperations mongo;
    private final Outbox<IdentityEvent> outbox;

    ApiClients(MongoOperations mongo, Outbox<IdentityEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    @Bean
    static OutboxCollection apiClientsOutbox() {
        return new OutboxCollection(COLLECTION);
    }

    /** Whoever was removed is not found. */
    Optional<ApiClient> find(String id) {
        return Optional.ofNullable(
                mongo.findOne(Query.query(registered().and("_id").is(id)), ApiClient.class));
    }

    /** The same in one organization: foreign and unknown ids look alike (R33). */
    Optional<ApiClient> find(String id, String organizationId) {
        return find(id).filter(client -> client.organizationId().equals(organizationId));
    }

    /** In the order of registration. */
    List<ApiClient> ofOrganization(String organizationId, int limit) {
        Criteria own = registered().and("organizationId").is(organizationId);
        return mongo.find(Query.query(own).with(Sort.by("_id")).limit(limit), ApiClient.class);
    }

    void insert(ApiClient client, IdentityEvent event) {
        Document document = new Document();
        mongo.getConverter().write(client, document);
        mongo.insert(outbox.attach(document, event), COLLECTION);
        outbox.nudge();
    }

    /** @return whether this call did it; of two at the same moment one did */
    boolean remove(ApiClient client, ApiClientRemoved event) {
        Criteria present =
                registered().and("_id").is(client.id()).and("organizationId").is(client.organizationId());
        Update update = outbox.append(new Update().set("removedAt", event.at()), event);
        boolean removed =
                mongo.updateFirst(Query.query(present), update, ApiClient.class).getModifiedCount() == 1;
        if (removed) {
            outbox.nudge();
        }
        return removed;
    }

    private static Criteria registered() {
        return where("removedAt").is(null);
    }
}
