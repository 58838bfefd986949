package io.rekey.mfa.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.InternalApi.Answer;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.Race;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import io.rekey.mfa.factor.totp.CodeVariants;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunsMfaService
class VerificationApiIT {

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    private final TestUser marta = TestUser.somebody();

    @Test
    void acceptsACodeOnce() { // R3, S01
        TestPhone phone = active("google", 1);
        String code = phone.code();

        assertThat(verify(phone, 1, code).text())
                .isEqualTo("{\"result\":\"ACCEPTED\",\"enrollmentId\":\"" + phone.enrollmentId()
                        + "\",\"provider\":\"google\"}");
        assertThat(verify(phone, 1, code).text()).isEqualTo("{\"result\":\"ALREADY_USED\"}");
        clock.nextStep();
        assertThat(verify(phone, 1, code).result()).as("one step later").isEqualTo("ALREADY_USED");
        clock.nextStep();
        assertThat(verify(phone, 1, code).text()).as("two steps later").isEqualTo("{\"result\":\"WRONG\"}");
        assertThat(verify(phone, 1, phone.code()).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void acceptsNoOlderStepAfterANewerOne() { // S05
        TestPhone phone = active("google", 1);
        clock.nextStep();
        String older = phone.code(-1);

        assertThat(verify(phone, 1, phone.code()).result()).isEqualTo("ACCEPTED");
        assertThat(verify(phone, 1, older).result()).isEqualTo("ALREADY_USED");
    }

    @Test
    void acceptsTheStepBeforeAndNoOther() { // R2
        TestPhone phone = active("google", 1);
        clock.nextStep();
        clock.nextStep();

        for (int offset : new int[] {-5, -3, -2, 1, 2, 5}) {
            assertThat(verify(phone, 1, phone.code(offset)).result())
                    .as("offset %d", offset)
                    .isEqualTo("WRONG");
        }
        assertThat(verify(phone, 1, phone.code(-1)).result()).isEqualTo("ACCEPTED");
        assertThat(verify(phone, 1, phone.code()).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void acceptsOneOf32ParallelRequests() { // I8
        TestPhone phone = active("google", 1);
        String code = phone.code();

        List<String> results = Race.of(32, () -> verify(phone, 1, code).result());

        assertThat(Collections.frequency(results, "ACCEPTED")).isEqualTo(1);
        assertThat(Collections.frequency(results, "ALREADY_USED")).isEqualTo(31);
    }

    @Test
    void takesNoVariantOfACodeForTheCode() { // S03: and after them all the code itself is still good, once
        TestPhone phone = active("google", 1);
        String code = phone.code();

        CodeVariants.of(code)
                .forEach(variant -> assertThat(verify(phone, 1, variant).text())
                        .as("variant %s", variant)
                        .isEqualTo("{\"result\":\"WRONG\"}"));
        assertThat(verify(phone, 1, code).result()).isEqualTo("ACCEPTED");
        CodeVariants.of(code)
                .forEach(variant -> assertThat(verify(phone, 1, variant).result())
                        .as("variant %s", variant)
                        .isEqualTo("WRONG"));
    }

    @Test
    void refusesWhatIsBelowTheFenceOfTheCaller() { // I2: identity knows of the reset, this service not yet
        TestPhone phone = active("google", 1);

        assertThat(verify(phone, 2, phone.code()).result()).isEqualTo("WRONG");
        assertThat(verify(phone, 1, phone.code()).result())
                .as("not used up by that")
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesWhatIsBelowItsOwnFence() { // whatever the caller captured
        TestPhone phone = active("duo_security", 1);
        stored.set(marta, "fences", new Document("user:duo_security", 2L));
        assertThat(verify(phone, 0, phone.code()).result()).isNotEqualTo("ACCEPTED");

        stored.set(marta, "fences", new Document("user:duo_security", 1L).append("user:google", 9L));
        assertThat(verify(phone, 0, phone.code()).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void refusesWhatIdentityHasNotConfirmed() { // guard "factor only after the confirm"
        TestPhone confirmed = active("google", 1);
        TestPhone other = active("authy", 1);

        assertThat(verify(confirmed, 1, other.code()).result()).isEqualTo("WRONG");
        assertThat(api.post(
                                "/internal/verifications",
                                Map.of("userId", marta.id(), "factors", List.of(), "code", confirmed.code()))
                        .result())
                .isEqualTo("WRONG");
        assertThat(verify(confirmed, 1, confirmed.code()).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void refusesAPendingEnrollment() {
        TestPhone phone = TestPhone.pending(api, clock, marta, "google", 1);

        assertThat(verify(phone, 1, phone.code()).result()).isEqualTo("WRONG");
        assertThat(api.resynchronize(marta, phone.enrollmentId(), phone.code(3), phone.code(4))
                        .result())
                .isEqualTo("WRONG");
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("PENDING");
    }

    @Test
    void findsTheEnrollmentThatACodeBelongsTo() {
        TestPhone first = active("google", 1);
        TestPhone second = active("authy", 1);
        Map<String, Object> both = Map.of(
                "userId", marta.id(),
                "factors",
                        List.of(
                                InternalApi.factor(first.enrollmentId(), 1),
                                InternalApi.factor("unknown", 0),
                                InternalApi.factor(second.enrollmentId(), 1)),
                "code", second.code());

        Answer answer = api.post("/internal/verifications", both);
        assertThat(answer.result()).isEqualTo("ACCEPTED");
        assertThat(answer.string("enrollmentId")).isEqualTo(second.enrollmentId());
        assertThat(answer.string("provider")).isEqualTo("authy");
        assertThat(api.post("/internal/verifications", both).result()).isEqualTo("ALREADY_USED");
        assertThat(verify(first, 1, first.code()).result())
                .as("the other one is untouched")
                .isEqualTo("ACCEPTED");
    }

    @Test
    void changesOnlyTheEnrollmentThatWasUsed() {
        TestPhone first = active("google", 1);
        TestPhone second = active("authy", 1);
        Document before = stored.enrollments(marta).getFirst();

        verify(second, 1, second.code());

        assertThat(stored.enrollments(marta).getFirst()).isEqualTo(before);
        assertThat(stored.enrollments(marta).get(1).getDate("lastUsedAt").toInstant())
                .isEqualTo(clock.instant());
        assertThat(first.enrollmentId()).isEqualTo(before.getString("id"));
    }

    @Test
    void resynchronizesAClockThatRunsAhead() { // R5
        TestPhone phone = active("google", 1);
        clock.nextStep();
        assertThat(verify(phone, 1, phone.code(7)).result()).isEqualTo("WRONG");

        String first = phone.code(6);
        String second = phone.code(7);
        Answer answer = api.resynchronize(marta, phone.enrollmentId(), first, second);
        assertThat(answer.text())
                .isEqualTo("{\"result\":\"ACCEPTED\",\"enrollmentId\":\"" + phone.enrollmentId()
                        + "\",\"provider\":\"google\"}");
        assertThat(verify(phone, 1, first).result()).as("used up").isNotEqualTo("ACCEPTED");
        assertThat(verify(phone, 1, second).result()).as("used up").isEqualTo("ALREADY_USED");
        assertThat(api.resynchronize(marta, phone.enrollmentId(), first, second).result())
                .isEqualTo("ALREADY_USED");

        clock.nextStep();
        assertThat(verify(phone, 1, phone.code()).result()).as("our own time").isEqualTo("WRONG");
        assertThat(verify(phone, 1, phone.code(7)).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void resynchronizesAClockThatRunsBehindButOpensNoUsedStep() {
        TestPhone phone = active("google", 1);
        assertThat(verify(phone, 1, phone.code()).result()).isEqualTo("ACCEPTED");
        assertThat(api.resynchronize(marta, phone.enrollmentId(), phone.code(-5), phone.code(-4))
                        .result())
                .as("older than what was used")
                .isEqualTo("ALREADY_USED");

        for (int i = 0; i < 8; i++) {
            clock.nextStep();
        }
        assertThat(api.resynchronize(marta, phone.enrollmentId(), phone.code(-5), phone.code(-4))
                        .result())
                .isEqualTo("ACCEPTED");
        clock.nextStep();
        assertThat(verify(phone, 1, phone.code(-4)).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void resynchronizesOneOf32ParallelRequests() {
        TestPhone phone = active("google", 1);
        String first = phone.code(3);
        String second = phone.code(4);

        List<String> results = Race.of(
                32,
                () -> api.resynchronize(marta, phone.enrollmentId(), first, second)
                        .result());

        assertThat(Collections.frequency(results, "ACCEPTED")).isEqualTo(1);
    }

    private TestPhone active(String provider, long epoch) {
        return TestPhone.active(api, clock, marta, provider, epoch);
    }

    private Answer verify(TestPhone phone, long fence, String code) {
        return api.verify(marta, phone.enrollmentId(), fence, code);
    }
}
