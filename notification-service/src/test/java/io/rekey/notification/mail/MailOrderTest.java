package io.rekey.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Actor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MailOrderTest {

    private static final Instant AT = Instant.parse("2026-11-22T09:14:00.417Z");
    private static final MailOrder ORDER =
            MailOrder.about("e1", "u-marta", "acme", AT).template("reset").generation(2);

    @Test
    void goesToWhomTheEventIsAboutUnlessItNamesAnother() {
        assertThat(ORDER.recipientId()).isEqualTo("u-marta");
        assertThat(ORDER.mailId()).isEqualTo("e1.reset.2");
        assertThat(ORDER.to("u-grace").recipientId()).isEqualTo("u-grace");
        assertThat(ORDER.to("u-grace").mailId()).isEqualTo("e1.reset.2.u-grace");
    }

    @Test
    void asksForTheNameOfAPersonAndShowsAProgramByItsId() {
        assertThat(ORDER.by(Actor.user("u-ada")).byId()).isEqualTo("u-ada");
        assertThat(ORDER.by(Actor.user("u-ada")).facts()).isEmpty();
        MailOrder byOperator = ORDER.by(new Actor(Actor.Kind.OPERATOR, "operator"));
        assertThat(byOperator.byId()).isNull();
        assertThat(byOperator.facts()).containsEntry("by", "operator");
    }

    @Test
    void isOverFromTheMomentItNames() {
        assertThat(Mail.queued(ORDER.notAfter(AT), AT).isOver(AT)).isTrue();
        assertThat(Mail.queued(ORDER.notAfter(AT), AT).isOver(AT.minusMillis(1)))
                .isFalse();
        assertThat(Mail.queued(ORDER, AT).isOver(Instant.MAX)).isFalse();
    }
}
