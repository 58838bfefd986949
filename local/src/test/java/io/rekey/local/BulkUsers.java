package io.rekey.local;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.rekey.journey.Administrator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Many people at once: imported over the API, and made complete in the database, where thousands of set-ups by mail would
 * take hours. Everything after that is done to them as to anybody.
 */
final class BulkUsers implements AutoCloseable {

    private static final String PREFIX = "bulk";
    private final MongoClient client;
    private final MongoCollection<Document> users;

    BulkUsers(int mongoPort) {
        client = MongoClients.create("mongodb://localhost:" + mongoPort);
        users = client.getDatabase("rekey_identity").getCollection("users");
    }

    void make(Administrator administrator, int count) {
        String file = IntStream.range(0, count)
                .mapToObj(number -> "%s%d,%s%d@acme.example,Bulk %d".formatted(PREFIX, number, PREFIX, number, number))
                .collect(Collectors.joining("\n", "username,email,name\n", "\n"));
        administrator.importUsers(file).expect(200);
        users.updateMany(
                theirs(),
                Updates.combine(
                        Updates.set("status", "ACTIVE"),
                        Updates.set("passwordHash", "none"),
                        Updates.set("reEnrolledEpoch", 1L)));
    }

    /** The list that a plan takes. */
    String list() {
        return users.find(theirs()).into(new java.util.ArrayList<>()).stream()
                .map(user -> user.getString("username"))
                .collect(Collectors.joining("\n", "user\n", "\n"));
    }

    /** How many there are by how often they were reset. */
    Map<Long, Long> byResets() {
        List<Document> all = users.find(theirs()).into(new java.util.ArrayList<>());
        return all.stream().collect(Collectors.groupingBy(user -> user.getLong("epoch") - 1, Collectors.counting()));
    }

    private static org.bson.conversions.Bson theirs() {
        return Filters.regex("usernameKey", "^" + PREFIX + "[0-9]+$");
    }

    @Override
    public void close() {
        client.close();
    }
}
