package io.rekey.mfa.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What identity-service is told of a user's authenticators and backup codes: field by field, level by level. */
@RunsMfaService
class OverviewIT {

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    private final TestUser marta = TestUser.somebody();
    private final TestUser atAcme = marta.inOrganization("acme");
    private final TestUser atGlobex = marta.inOrganization("globex");

    @Test
    void tellsWhatEachEnrollmentIsAndWhenItWasUsed() {
        Instant first = clock.instant();
        TestPhone used = TestPhone.active(api, clock, marta, "google", 7);
        Instant second = clock.instant();
        TestPhone pending = TestPhone.pending(api, clock, atGlobex, "authy", 8);
        api.verify(marta, used.enrollmentId(), 7, used.code());

        assertThat(overview().path("enrollments"))
                .containsExactly(
                        json("""
                                {"enrollmentId": "%s", "level": "USER", "organizationId": "acme", "provider": "google",
                                 "state": "ACTIVE", "epoch": 7, "createdAt": "%s", "lastUsedAt": "%s"}
                                """, used.enrollmentId(), first, second), json("""
                                {"enrollmentId": "%s", "level": "ORGANIZATION", "organizationId": "globex",
                                 "provider": "authy", "state": "PENDING", "epoch": 8, "createdAt": "%s",
                                 "lastUsedAt": null}
                                """, pending.enrollmentId(), second));
    }

    @Test
    void tellsHowManyBackupCodesAreLeftOfEachLevel() {
        api.issueCodes(marta, "e1", 1);
        api.issueCodes(atAcme, "e2", 1);
        String code =
                api.issueCodes(atGlobex, "e3", 1).body().path("codes").get(0).asString();
        api.spend(atGlobex, 1, code); // and another stands in its place

        assertThat(overview().path("enrollments")).isEmpty();
        assertThat(overview().path("backupCodes"))
                .containsExactlyInAnyOrder(
                        json("{\"level\": \"USER\", \"organizationId\": \"acme\", \"left\": 10}"),
                        json("{\"level\": \"ORGANIZATION\", \"organizationId\": \"acme\", \"left\": 10}"),
                        json("{\"level\": \"ORGANIZATION\", \"organizationId\": \"globex\", \"left\": 10}"));
    }

    private JsonNode overview() {
        return api.get("/internal/users/" + marta.id() + "/enrollments").body();
    }

    private static JsonNode json(String template, Object... values) {
        return JsonMapper.shared().readTree(template.formatted(values));
    }
}
