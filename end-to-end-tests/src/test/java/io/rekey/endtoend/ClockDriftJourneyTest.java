package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A phone whose clock is off: one code is refused, two in a row mend it. */
class ClockDriftJourneyTest {

    private final Acme acme = Acme.shared();

    @Test
    void twoCodesInARowMendAPhoneThatRunsBehind() {
        Person ken = acme.member("ken");
        acme.platform.clock.advance(Duration.ofMinutes(5));
        acme.platform.clock.leaveTimeToType();
        long behind = ken.phone.step() - 4;

        ken.givePassword();
        assertThat(ken.giveCode(ken.phone.codeAt(behind), false).problem()).isEqualTo("wrong-code");

        Answer mended = ken.browser.post(
                "/api/v1/sign-in/resynchronization",
                Map.of("firstCode", ken.phone.codeAt(behind), "secondCode", ken.phone.codeAt(behind + 1)));
        assertThat(mended.text("state")).as(mended.described()).isEqualTo("SIGNED_IN");

        acme.nextCodes();
        acme.nextCodes(); // both codes count as used, and none older
        ken.browser = acme.platform.browser();
        ken.givePassword();
        Answer next = ken.giveCode(ken.phone.codeAt(ken.phone.step() - 4), false);
        assertThat(next.text("state")).as(next.described()).isEqualTo("SIGNED_IN");
    }

    @Test
    void twoCodesThatDoNotFollowEachOtherMendNothing() {
        Person ken = acme.member("ken");
        acme.platform.clock.advance(Duration.ofMinutes(5));
        acme.platform.clock.leaveTimeToType();
        long step = ken.phone.step();

        ken.givePassword();
        Answer refused = ken.browser.post(
                "/api/v1/sign-in/resynchronization",
                Map.of("firstCode", ken.phone.codeAt(step - 6), "secondCode", ken.phone.codeAt(step - 3)));

        assertThat(refused.problem()).isEqualTo("wrong-code");
        assertThat(ken.giveCode(ken.phone.presentCode(), false).text("state")).isEqualTo("SIGNED_IN");
    }
}
