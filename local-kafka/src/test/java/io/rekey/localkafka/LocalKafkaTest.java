package io.rekey.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasAcknowledgedOverACloseAndAStartOnTheSamePort() throws Exception {
        int port;
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            port = kafka.port();
            Records.createTopic(kafka.bootstrapServers());
            try (var producer = Records.producer(kafka.bootstrapServers())) {
                for (int number = 0; number < 100; number++) {
                    Records.send(producer, number);
                }
            }
        }
        try (LocalKafka kafka = LocalKafka.start(folder, port)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(Records.readAll(kafka.bootstrapServers(), 100))
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        }
    }

    @Test
    void picksAPortThatTheSystemGivesToNoOutgoingConnection() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            assertThat(kafka.port()).isBetween(1024, 32767);
            assertThat(loopbackOnly(kafka.port())).isTrue();
        }
    }

    @Test
    void refusesATakenPortInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Kafka cannot listen on port %d: it is taken.", taken.getLocalPort());
        }
    }

    @Test
    void refusesAFolderThatIsInUseAndLeavesItsOwnerAlone() throws Exception {
        try (LocalKafka owner = LocalKafka.start(folder, 0)) {
            assertThatThrownBy(() -> LocalKafka.start(folder, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use");
            Records.createTopic(owner.bootstrapServers());
        }
    }

    @Test
    void makesNoTopicThatNobodyAskedFor() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0);
                var admin = Records.admin(kafka.bootstrapServers())) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("misspelled"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void closesTwiceWithoutComplaint() throws Exception {
        LocalKafka kafka = LocalKafka.start(folder, 0);
        kafka.close();
        kafka.close();
    }

    /** Whether another address of this machine is still free at the port: a listener on all of them would hold it too. */
    private static boolean loopbackOnly(int port) throws IOException {
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.2"))) {
            return other.isBound();
        }
    }
}
