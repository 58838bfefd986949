package io.rekey.identity.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** R71, PROTOCOL 4.2: asked before every attempt to send a mail. */
class MailTicketIT extends RunningIdentity {

    @Test
    void saysToWhomAndWithWhichLink() {
        Person marta = user();
        resetBySomebody(marta);
        Answer ticket = ticket(marta, "reset", 2, 0);
        assertThat(ticket.status()).isEqualTo(200);
        assertThat(ticket.string("address")).isEqualTo(marta.username() + "@example.org");
        assertThat(ticket.string("displayName")).isEqualTo("Person " + marta.id());
        assertThat(ticket.string("organizationName")).isEqualTo("ACME");
        assertThat(ticket.string("language")).isEqualTo("en");
        assertThat(ticket.string("link")).startsWith(ORIGIN + "/set-up/");
    }

    /** A ticket holds an address and a link: the other services have no business with them. */
    @Test
    void isForNotificationServiceAlone() {
        Person marta = user();
        resetBySomebody(marta);
        Answer refused = internal(
                "mfa-service",
                "POST",
                "/internal/mail-tickets",
                Map.of(
                        "mailId",
                        "m",
                        "template",
                        "reset",
                        "causeId",
                        "c",
                        "userId",
                        marta.id(),
                        "organizationId",
                        ACME,
                        "epoch",
                        2,
                        "generation",
                        0));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).doesNotContain("@example.org", "/set-up/");
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(200);
    }

    @Test
    void saysWhetherSigningInLeadsToTheSamePlace() {
        Person marta = user();
        Person jun = people.active(mfa, ACME, Role.SUPPORT);
        resetBySomebody(marta);
        resetBySomebody(jun);
        assertThat(ticket(marta, "reset", 2, 0)
                        .body()
                        .path("details")
                        .path("direct")
                        .asString())
                .isEqualTo("true");
        assertThat(ticket(jun, "reset", 2, 0)
                        .body()
                        .path("details")
                        .path("direct")
                        .asString())
                .isEqualTo("false");
    }

    @Test
    void namesTheAddressOfTheMoment() {
        Person marta = user();
        resetBySomebody(marta);
        ticket(marta, "reset", 2, 0);
        users.update(Criteria.where("_id").is(marta.id()), new Update().set("email", "new@example.org"));
        assertThat(ticket(marta, "reset", 2, 0).string("address")).isEqualTo("new@example.org");
    }

    /** What a mail says must still be true when it leaves. */
    @Test
    void refusesAMailThatWasOvertaken() {
        Person marta = user();
        resetBySomebody(marta);
        assertSuperseded(ticket(marta, "reset", 1, 0));
        assertSuperseded(ticket(marta, "reset", 3, 0));
        assertSuperseded(ticket(marta, "reset", 2, 1));
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(200);
        resetBySomebody(marta);
        assertSuperseded(ticket(marta, "reset", 2, 0));
        Browser browser = browser();
        browser.signIn(marta);
        browser.begin("google");
        browser.confirm(MfaStandIn.FIRST_CODE);
        assertSuperseded(ticket(marta, "reset", 3, 0));
    }

    @Test
    void givesAnInvitationItsLinkAndLeadsThroughTheSetUp() {
        Person invited = people.invited(ACME, Role.USER);
        Answer ticket = ticket(invited, "invitation", 1, 0);
        assertThat(ticket.status()).isEqualTo(200);
        String link = ticket.string("link").substring((ORIGIN + "/set-up/").length());
        Browser browser = browser();
        assertThat(browser.openLink(link, "short").problem()).isEqualTo("password-length");
        assertThat(browser.openLink(link, "password1").problem()).isEqualTo("password-common");
        assertThat(browser.openLink(link, invited.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(read(invited).isActive()).as("not before the first code").isFalse();
        assertThat(browser().signIn(invited).problem()).isEqualTo("did-not-match");
        browser.begin("google");
        assertThat(browser.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
        assertThat(read(invited).isActive()).isTrue();
        assertThat(signedIn(invited).isSignedIn()).isTrue();
        assertSuperseded(ticket(invited, "invitation", 1, 0));
    }

    @Test
    void putsNoLinkIntoAnyOtherMail() {
        Person marta = user();
        resetBySomebody(marta);
        for (String template : List.of("reset-completed", "device-revoked", "backup-code-used", "anything")) {
            Answer ticket = ticket(marta, template, 2, 0);
            assertThat(ticket.status()).as(template).isEqualTo(200);
            assertThat(ticket.string("link")).isEmpty();
            assertThat(ticket.text()).doesNotContain("/set-up/");
        }
    }

    /** A mail to an approver names who asked, and says where to decide. */
    @Test
    void namesWhoIsBehindTheMailToTheirOwnOrganizationAlone() {
        Person ada = people.active(mfa, ACME, Role.ADMINISTRATOR);
        Person grace = people.active(mfa, ACME, Role.ADMINISTRATOR);
        Person eve = people.active(mfa, GLOBEX, Role.ADMINISTRATOR);
        JsonNode told = approvalTicket(grace, ada.id()).body();
        assertThat(told.path("address").asString()).isEqualTo(grace.username() + "@example.org");
        assertThat(told.path("details").path("by").asString()).isEqualTo("Person " + ada.id());
        assertThat(told.path("details").path("console").asString()).isEqualTo(ORIGIN);
        Answer foreign = approvalTicket(eve, ada.id());
        assertThat(foreign.status()).isEqualTo(200);
        assertThat(foreign.body().path("details").has("by")).isFalse();
        assertThat(approvalTicket(grace, "u-nobody").body().path("details").has("by"))
                .isFalse();
    }

    private Answer approvalTicket(Person recipient, String byId) {
        return internal(
                "notification-service",
                "POST",
                "/internal/mail-tickets",
                Map.of(
                        "mailId",
                        "m",
                        "template",
                        "approval-wanted",
                        "causeId",
                        "c",
                        "userId",
                        recipient.id(),
                        "organizationId",
                        ACME,
                        "epoch",
                        0,
                        "generation",
                        0,
                        "byId",
                        byId));
    }

    @Test
    void knowsNobodyWhoIsNotThere() {
        Answer answer = internal(
                "notification-service",
                "POST",
                "/internal/mail-tickets",
                Map.of(
                        "mailId",
                        "m",
                        "template",
                        "reset",
                        "causeId",
                        "c",
                        "userId",
                        "u-nobody",
                        "organizationId",
                        ACME,
                        "epoch",
                        1,
                        "generation",
                        0));
        assertThat(answer.status()).isEqualTo(404);
    }

    private static void assertSuperseded(Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("superseded");
    }
}
