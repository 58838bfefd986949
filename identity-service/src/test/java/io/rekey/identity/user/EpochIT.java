package io.rekey.identity.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What mfa-service and device-service ask before they obey an event. */
class EpochIT extends RunningIdentity {

    @Test
    void tellsHowFarTheEpochOfAUserHasCome() {
        Person marta = user();
        assertThat(epoch(marta.id()).text()).isEqualTo("{\"epoch\":1}");

        resetBySomebody(marta);

        assertThat(epoch(marta.id()).text()).isEqualTo("{\"epoch\":2}");
    }

    /** By its own type: a 404 of anybody in between must not pass for this. */
    @Test
    void knowsNobodyByAnUnknownId() {
        Browser.Answer answer = epoch("nobody");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("not-found");
    }

    @Test
    void isThereForServicesOnly() {
        Person marta = user();
        String path = path(marta.id());

        assertThat(new Browser(internalUrl()).send("GET", path, null, Map.of()).status())
                .isEqualTo(401);
        assertThat(signedIn(administrator()).get(path).status())
                .as("on the public port")
                .isEqualTo(404);
        assertThat(epoch(marta.id()).status()).isEqualTo(200);
    }

    /** Mails without a link are about what has happened; of an epoch that has not come nothing has. */
    @Test
    void givesNoTicketForAMailOfTheFuture() {
        Person marta = user();

        Browser.Answer refused = ticket(marta, "device-revoked", 2, 0);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("superseded");
        assertThat(ticket(marta, "device-revoked", 1, 0).status()).isEqualTo(200);
    }

    private Browser.Answer epoch(String userId) {
        return internal("mfa-service", "GET", path(userId), Map.of());
    }

    private static String path(String userId) {
        return "/internal/users/" + userId + "/epoch";
    }
}
