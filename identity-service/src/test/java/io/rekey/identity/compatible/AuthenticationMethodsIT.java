package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code GET /api/v2/users/{id}/authentication-methods}: seeing what opens an account. */
class AuthenticationMethodsIT extends CompatibleDoors {

    private static final String CODES = "recovery-code|user";

    @Test
    void showsWhatOpensAnAccount() {
        Person marta = user();
        mfa.backupCodeFor(marta.id(), "USER", 1);
        Answer shown = call("GET", methodsOf(marta), null);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(ids(shown)).containsExactly(marta.enrollmentId(), CODES);
        var totp = shown.body().get(0);
        assertThat(totp.path("type").asString()).isEqualTo("totp");
        assertThat(totp.path("provider").asString()).isEqualTo("google");
        assertThat(totp.path("level").asString()).isEqualTo("user");
        assertThat(totp.path("confirmed").asBoolean()).isTrue();
        assertThat(totp.path("created_at").asString()).isEqualTo(MfaStandIn.MADE_AT);
        assertThat(totp.has("last_auth_at")).isTrue();
        assertThat(shown.body().get(1).path("type").asString()).isEqualTo("recovery-code");
        assertThat(signedIn(marta).get(methodsOf(marta)).text())
                .as("to herself")
                .isEqualTo(shown.text());
    }

    @Test
    void showsNothingThatDoesNotCount() {
        Person marta = user();
        mfa.backupCodeFor(marta.id(), "USER", 1);
        mfa.hasActive(marta.id(), marta.id() + "-orphan", "authy", 1); // known to mfa-service alone
        confirm(marta, marta.id() + "-lost", "authy", "USER", ACME); // known to identity-service alone
        assertThat(ids(call("GET", methodsOf(marta), null))).containsExactly(marta.enrollmentId(), CODES);
        resetBySomebody(marta);
        assertThat(call("GET", methodsOf(marta), null).text())
                .as("though mfa-service has cleared nothing yet")
                .isEqualTo("[]");
    }

    /** I6: what is made for one organization is another's business nowhere. */
    @Test
    void showsAnOrganizationItsOwnAlone() {
        Person marta = people.active(mfa, ACME, Role.USER, Set.of(GLOBEX), Level.USER);
        for (String organization : List.of(ACME, GLOBEX)) {
            String id = marta.id() + "-" + organization;
            mfa.hasActive(marta.id(), id, "authy", 1);
            confirm(marta, id, "authy", "ORGANIZATION", organization);
        }
        mfa.backupCodeFor(marta.id(), "ORGANIZATION", 1);
        assertThat(ids(call("GET", methodsOf(marta), null)))
                .containsExactly(marta.enrollmentId(), marta.id() + "-acme", "recovery-code|organization");
        assertThat(clear(marta, marta.id() + "-globex").status()).isEqualTo(404);
        assertThat(read(marta).epoch()).isEqualTo(1);

        Person grace = people.active(mfa, GLOBEX, Role.ADMINISTRATOR);
        assertThat(signedIn(grace).get(methodsOf(marta)).status())
                .as("she lives elsewhere")
                .isEqualTo(404);
    }

    @Test
    void isForThoseWhoMayReadAndOneself() {
        Person marta = user();
        Person jonas = user();
        Browser martas = signedIn(marta);
        assertThat(martas.get(methodsOf(jonas)).status()).isEqualTo(404);
        assertThat(martas.get(methodsOf(jonas)).text().replace(jonas.id(), "*"))
                .isEqualTo(martas.get("/api/v2/users/u-nobody/authentication-methods")
                        .text()
                        .replace("u-nobody", "*"));
        assertThat(martas.get(methodsOf(marta)).status()).isEqualTo(200);
        assertThat(browser().get(methodsOf(marta)).status()).isEqualTo(401);
        Person sam = people.active(mfa, ACME, Role.SUPPORT);
        assertThat(signedIn(sam).get(methodsOf(jonas)).status()).isEqualTo(200);
    }

    /** I11: what cannot be known is not shown; what voids is not kept from anybody by a service that is away. */
    @Test
    void clearsWhileTheListCannotBeShown() {
        Person marta = user();
        mfa.switchOff();
        assertThat(call("GET", methodsOf(marta), null).problem()).isEqualTo("second-factors-unavailable");
        assertThat(clear(marta, marta.enrollmentId()).status()).isEqualTo(202);
        assertThat(read(marta).hasLiveFactor()).isFalse();
    }

    private static List<String> ids(Answer answer) {
        return answer.body()
                .valueStream()
                .map(method -> method.path("id").asString())
                .toList();
    }
}
