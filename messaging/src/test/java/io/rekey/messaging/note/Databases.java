package io.rekey.messaging.note;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClients;
import io.rekey.testbackends.Backends;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Fresh databases of the wire server. */
public final class Databases {

    private Databases() {}

    public static String freshUri() {
        return Backends.mongoUri("notes");
    }

    public static MongoTemplate fresh() {
        return at(freshUri());
    }

    public static MongoTemplate at(String address) {
        ConnectionString uri = new ConnectionString(address);
        return new MongoTemplate(MongoClients.create(uri), uri.getDatabase());
    }
}
