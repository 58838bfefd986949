package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What a person typed must be neither in an answer nor in a log (I14, R80, R83). */
@ExtendWith(OutputCaptureExtension.class)
class ErrorAdviceTest {

    private static final String TYPED = "marta@example.org and her password";

    private final ErrorAdvice advice = new ErrorAdvice();

    @Test
    void tellsTheLogKindAndPlaceOfADefectAndNobodyItsWords(CapturedOutput log) {
        ProblemDetail answer = advice.defect(
                new IllegalStateException("cannot handle " + TYPED, new IllegalArgumentException("bad: " + TYPED)));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.toString()).contains("urn:rekey:defect").doesNotContain(TYPED, "Exception");
        assertThat(log.getAll())
                .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException")
                .contains("ErrorAdviceTest.tellsTheLogKindAndPlaceOfADefectAndNobodyItsWords")
                .doesNotContain(TYPED);
    }

    @Test
    void survivesADefectThatIsItsOwnCause(CapturedOutput log) {
        IllegalStateException outer = new IllegalStateException(TYPED);
        outer.initCause(new IllegalArgumentException(TYPED, outer));

        assertThat(advice.defect(outer).getStatus()).isEqualTo(500);
        assertThat(log.getAll()).contains("IllegalStateException").doesNotContain(TYPED);
    }

    @Test
    void saysOnlyThatTheDatabaseIsAway(CapturedOutput log) {
        ProblemDetail answer = advice.databaseAway(new DataAccessResourceFailureException("query for " + TYPED));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.toString()).contains("urn:rekey:unavailable").doesNotContain(TYPED);
        assertThat(log.getAll()).contains("DataAccessResourceFailureException").doesNotContain(TYPED);
    }

    /** Whoever logs an exception logs its message: a refusal's names its kind, and leaves the rest to the caller. */
    @Test
    void keepsWhatARefusalSaysOutOfItsMessage() {
        Problem refusal = Problem.of(HttpStatus.CONFLICT, "not-set-up", TYPED + " is invited")
                .with("verdicts", TYPED);

        assertThat(refusal).hasMessage("409 CONFLICT urn:rekey:not-set-up");
        assertThat(refusal.toString()).doesNotContain(TYPED);
        assertThat(refusal.getBody().getDetail()).contains(TYPED);
    }
}
