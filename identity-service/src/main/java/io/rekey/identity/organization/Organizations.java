package io.rekey.identity.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** All organizations. */
@Repository
public class Organizations {

    private final MongoOperations mongo;

    Organizations(MongoOperations mongo) {
        this.mongo = mongo;
    }

    public Optional<Organization> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Organization.class));
    }

    /** @throws IllegalStateException if it is not there: a user's own organization always is */
    public Organization get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("organization is missing"));
    }

    /** Creates an organization; an existing one is left as it is. */
    public void createIfAbsent(Organization organization) {
        Query query = Query.query(where("_id").is(organization.id()));
        Update update = new Update()
                .setOnInsert("name", organization.name())
                .setOnInsert("environment", organization.environment())
                .setOnInsert("policy", organization.policy());
        mongo.upsert(query, update, Organization.class);
    }
}
