package io.rekey.mfa.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunsMfaService
class FenceSweeperIT {

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    @Autowired
    FenceSweeper sweeper;

    private final TestUser marta = TestUser.somebody();

    @Test
    void removesWhatIsBelowItsOwnFenceAndNothingElse() { // I7: as after a restored backup
        TestPhone below = TestPhone.active(api, clock, marta, "google", 1);
        TestPhone atFence = TestPhone.active(api, clock, marta, "google", 3);
        TestPhone elsewhere = TestPhone.active(api, clock, marta.inOrganization("acme"), "google", 1);
        api.issueCodes(marta, below.enrollmentId(), 1);
        api.issueCodes(marta.inOrganization("acme"), elsewhere.enrollmentId(), 1);
        Document fences = new Document("user:google", 3L)
                .append("user:backup_codes", 2L)
                .append("organization:globex:google", 9L);
        stored.set(marta, "fences", fences);

        sweeper.sweep();

        assertThat(api.state(marta, below.enrollmentId())).isEqualTo("ABSENT");
        assertThat(api.state(marta, atFence.enrollmentId())).isEqualTo("ACTIVE");
        assertThat(api.state(marta, elsewhere.enrollmentId())).isEqualTo("ACTIVE");
        assertThat(stored.backupCodes(marta))
                .hasSize(10)
                .allMatch(code -> code.getString("level").equals("ORGANIZATION"));
        assertThat(stored.fences(marta)).isEqualTo(fences);
    }

    @Test
    void leavesAloneWhatIsAsItShouldBe() {
        TestPhone.active(api, clock, marta, "google", 1);
        Document before = stored.of(marta);

        sweeper.sweep();

        assertThat(stored.enrollments(marta)).isEqualTo(before.getList("enrollments", Document.class));
        assertThat(stored.of(marta).get("revision")).isEqualTo(before.get("revision"));
    }
}
