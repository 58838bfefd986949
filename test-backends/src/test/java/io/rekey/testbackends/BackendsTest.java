package io.rekey.testbackends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class BackendsTest {

    @Test
    void givesANewEmptyDatabaseEachTime() {
        String first = Backends.mongoUri("identity");
        String second = Backends.mongoUri("identity");
        assertThat(first).isNotEqualTo(second);
        assertThat(first.substring(0, first.lastIndexOf('/')))
                .as("one server for all")
                .isEqualTo(second.substring(0, second.lastIndexOf('/')));
        try (MongoClient client = MongoClients.create(first)) {
            var users = client.getDatabase(databaseOf(first)).getCollection("users");
            users.insertOne(new Document("_id", "u-marta"));
            assertThat(users.countDocuments()).isOne();
            assertThat(client.getDatabase(databaseOf(second))
                            .getCollection("users")
                            .countDocuments())
                    .isZero();
        }
    }

    @Test
    void givesOneBrokerForAll() throws Exception {
        assertThat(Backends.kafkaBootstrapServers()).isEqualTo(Backends.kafkaBootstrapServers());
        assertThat(topicsAfterCreating("given", Backends.kafkaBootstrapServers()))
                .contains("given");
    }

    @Test
    void stopsTheBrokerAndStartsItOnTheSamePortAndData() throws Exception {
        StoppableKafka kafka = Backends.kafka();
        String address = kafka.bootstrapServers();
        topicsAfterCreating("kept", address);
        kafka.stop();
        kafka.stop();
        assertThat(Choice.dockerAnswers("tcp://" + address))
                .as("somebody listens")
                .isFalse();
        kafka.start();
        kafka.start();
        assertThat(kafka.bootstrapServers()).isEqualTo(address);
        assertThat(topicsAfterCreating("new", address)).contains("kept", "new");
    }

    @Test
    void losesEverythingWhenToldTo() throws Exception {
        StoppableKafka kafka = Backends.kafka();
        topicsAfterCreating("lost", kafka.bootstrapServers());
        kafka.startEmpty();
        assertThat(topicsAfterCreating("after", kafka.bootstrapServers()))
                .contains("after")
                .doesNotContain("lost");
    }

    @Test
    void choosesContainersOnlyWhereAskedOrWhereDockerAnswers() {
        assertThat(Choice.choose("embedded")).isFalse();
        assertThat(Choice.choose("containers")).isTrue();
        assertThat(Choice.dockerAnswers("unix:///nowhere/docker.sock")).isFalse();
        assertThat(Choice.dockerAnswers("tcp://" + Backends.kafka().bootstrapServers()))
                .isTrue();
        assertThatThrownBy(() -> Choice.choose("docker")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String databaseOf(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    private static java.util.Set<String> topicsAfterCreating(String topic, String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            // The broker answers before its own list of topics has the new one.
            return await().until(() -> admin.listTopics().names().get(), names -> names.contains(topic));
        }
    }
}
