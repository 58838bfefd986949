package io.rekey.identity.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.StartedIdentity;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import io.rekey.localmongo.LocalMongo;
import io.rekey.testbackends.Backends;
import io.rekey.testbackends.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.query.Update;

class FirstAdministratorIT {

    private static final String[] ADA = {
        "--rekey.first-administrator.organization=first",
        "--rekey.first-administrator.username=ada",
        "--rekey.first-administrator.email=ada@example.org",
        "--rekey.first-administrator.retry-interval=200ms"
    };

    /** R87: nobody has to restart anything. */
    @Test
    void isInvitedOnceTheDatabaseIsThere(@TempDir Path folder) throws Exception {
        int port = FreePort.any();
        String database =
                "mongodb://127.0.0.1:" + port + "/rekey_first?serverSelectionTimeoutMS=500&connectTimeoutMS=500";
        try (ConfigurableApplicationContext started = StartedIdentity.on(database, ADA);
                LocalMongo mongo = LocalMongo.start(folder, port, false)) {
            assertThat(mongo.port()).isEqualTo(port);
            Users there = started.getBean(Users.class);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> there.findByUsername("ada").isPresent());
            User ada = there.findByUsername("ada").orElseThrow();
            assertThat(ada.status()).isEqualTo(UserStatus.INVITED);
            assertThat(ada.highestRole()).isEqualTo(Role.ADMINISTRATOR);
            assertThat(ada.passwordHash()).isNull();
            assertThat(started.getBean(Organizations.class).get("first").name()).isEqualTo("first");
        }
    }

    @Test
    void isInvitedIntoAnEmptyInstallationOnly() {
        String database = Backends.mongoUri("rekey_first_administrator");
        try (ConfigurableApplicationContext empty = StartedIdentity.on(database, ADA)) {
            Users there = empty.getBean(Users.class);
            await().until(() -> there.findByUsername("ada").isPresent());
        }
        String[] other = ADA.clone();
        other[1] = "--rekey.first-administrator.username=mallory";
        try (ConfigurableApplicationContext settled = StartedIdentity.on(database, other)) {
            FirstAdministrator first = settled.getBean(FirstAdministrator.class);
            first.inviteIntoEmptyInstallation();
            Users there = settled.getBean(Users.class);
            assertThat(there.findByUsername("mallory")).isEmpty();
            assertThat(there.findByUsername("ada")).isPresent();
        }
    }

    @Test
    void isInvitedAgainByAStartWhereTheLinkHasExpired() {
        String database = Backends.mongoUri("rekey_first_expired");
        try (ConfigurableApplicationContext empty = StartedIdentity.on(database, ADA)) {
            Users there = empty.getBean(Users.class);
            await().until(() -> there.findByUsername("ada").isPresent());
            there.update(
                    where("usernameKey").is("ada"),
                    new Update().set("link.exp", Instant.parse("2026-01-01T00:00:00Z")));
        }
        try (ConfigurableApplicationContext again = StartedIdentity.on(database, ADA)) {
            Users there = again.getBean(Users.class);
            await().untilAsserted(() -> assertThat(
                            there.findByUsername("ada").orElseThrow().link().gen())
                    .isEqualTo(1));
            again.getBean(FirstAdministrator.class).inviteIntoEmptyInstallation();
            assertThat(there.findByUsername("ada").orElseThrow().link().gen())
                    .as("once")
                    .isEqualTo(1);
        }
    }

    @Test
    void isNamedWhollyOrNotAtAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FirstAdministratorProperties("acme", "", "production", "ada", "", ""))
                .withMessage("rekey.first-administrator needs organization, username and email together");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FirstAdministratorProperties("a b", "", "production", "ada", "a@b.example", ""))
                .withMessageContaining("letters, digits");
        assertThat(new FirstAdministratorProperties("", "", "production", "", "", "").isConfigured())
                .isFalse();
        assertThat(new FirstAdministratorProperties("acme", "", "production", "ada", "a@b.example", "").isConfigured())
                .isTrue();
    }
}
