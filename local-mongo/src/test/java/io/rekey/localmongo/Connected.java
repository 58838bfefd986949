package io.rekey.localmongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.bson.Document;

/** A server on a folder and a client with the write concern of production. */
record Connected(LocalMongo server, MongoClient client) implements AutoCloseable {

    static Connected to(Path folder) throws IOException {
        LocalMongo server = LocalMongo.start(folder, 0, false);
        return new Connected(server, clientOf(server.connectionString()));
    }

    static MongoClient clientOf(String connectionString) {
        return MongoClients.create(
                connectionString + "/?w=majority&journal=true&retryWrites=true&serverSelectionTimeoutMS=5000");
    }

    MongoDatabase database() {
        return client.getDatabase("identity");
    }

    MongoCollection<Document> collection(String name) {
        return database().getCollection(name);
    }

    /** Stops it, starts another on the same folder. */
    Connected restarted(Path folder) throws IOException {
        close();
        return to(folder);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** MongoDB's shell notation, which reads better than builders where the query itself is the subject. */
    static Document json(String json) {
        return Document.parse(json);
    }
}
