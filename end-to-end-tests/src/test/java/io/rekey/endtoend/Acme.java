package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.journey.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The organization that the stories play in: Ada administers it, everybody else is invited by her. */
final class Acme {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Acme shared;

    final RunningPlatform platform = RunningPlatform.shared();
    final Person ada = new Person(platform, "ada");

    private Acme() {
        Answer setUp = ada.setUpFrom(ada.inbox.awaitLink(1));
        assertThat(setUp.status()).as(setUp.described()).isEqualTo(200);
        ada.signIn();
        askForPasswordsOnly();
    }

    /** Most stories reset the same people again and again, and are not about codes, approvals or the brake. */
    private void askForPasswordsOnly() {
        nextCodes();
        platform.clock.leaveTimeToType();
        String proof = ada.browser
                .post(
                        "/api/v1/step-up",
                        Map.of("action", "policy:write", "targets", List.of("acme"), "code", ada.phone.presentCode()))
                .expect(201)
                .text("proof");
        ada.browser
                .put(
                        "/api/v1/policy",
                        Map.of(
                                "version",
                                ada.browser
                                        .get("/api/v1/policy")
                                        .json()
                                        .path("version")
                                        .asInt(),
                                "settings",
                                Map.of(
                                        "stepUp",
                                        "PASSWORD",
                                        "approvePrivileged",
                                        false,
                                        "approveAgain",
                                        false,
                                        "resetsPerHour",
                                        100_000,
                                        "resetsPerTarget",
                                        100_000)),
                        Map.of("Rekey-Step-Up", proof))
                .expect(200);
    }

    static synchronized Acme shared() {
        if (shared == null) {
            shared = new Acme();
        }
        shared.keepAdaSignedIn();
        return shared;
    }

    /** Invited, not set up. */
    Person invited(String name, String role) {
        Person person = new Person(platform, name + NUMBER.incrementAndGet());
        Answer invited = ada.browser.post(
                "/api/v1/users",
                Map.of(
                        "username",
                        person.username,
                        "email",
                        person.inbox.address(),
                        "displayName",
                        name,
                        "role",
                        role));
        assertThat(invited.status()).as(invited.described()).isEqualTo(201);
        person.userId = invited.text("userId");
        return person;
    }

    /** Set up, with a phone and backup codes; the code of the present half minute is still unused. */
    Person member(String name) {
        return member(name, "USER");
    }

    Person member(String name, String role) {
        Person person = invited(name, role);
        Answer finished = person.setUpFrom(person.inbox.awaitLink(1));
        assertThat(finished.status()).as(finished.described()).isEqualTo(200);
        return person;
    }

    /** Ada resets somebody; returns the reset's id. */
    String reset(Person person) {
        Answer accepted = tryReset(person);
        assertThat(accepted.status()).as(accepted.described()).isEqualTo(202);
        return accepted.json().path("resets").get(0).path("resetId").asString();
    }

    Answer tryReset(Person person) {
        return ada.browser.post(
                "/api/v1/resets",
                Map.of("userIds", List.of(person.userId), "reason", "Lost phone", "ticket", "HD-1"),
                Map.of(
                        "Idempotency-Key", UUID.randomUUID().toString(),
                        "Rekey-Step-Up", ada.stepUp("mfa:reset", person.userId)));
    }

    Answer progress(String resetId) {
        return ada.browser.get("/api/v1/resets/" + resetId);
    }

    void awaitState(String resetId, String state) {
        await("reset " + state).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Answer progress = progress(resetId);
            assertThat(progress.text("state")).as(progress.described()).isEqualTo(state);
        });
    }

    /** The mail of a reset that is over already is not sent: only its notices are. */
    void awaitMailSuperseded(Person person) {
        person.inbox.awaitMails(2);
        assertThat(person.inbox.mails().getLast().link()).isEmpty();
    }

    /** Half a minute later there are new codes, and Ada goes on working. */
    void nextCodes() {
        platform.clock.advance(Duration.ofSeconds(30));
    }

    private void keepAdaSignedIn() {
        if (!ada.isSignedIn()) {
            nextCodes();
            ada.signIn();
        }
    }
}
