package io.rekey.identity;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.identity.UserInvited;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.PolicySettings;
import io.rekey.identity.password.PasswordHashing;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Guesses;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes people who are there already. */
public final class People {

    public static final String PASSWORD = "correct horse battery staple";

    /** Proofs by password, nobody's approval, no brake: for tests that are about something else. */
    public static final String EASY = """
            {"stepUp": "PASSWORD", "approvePrivileged": false, "approveAgain": false, "approveMoreThan": 100000,
             "resetsPerHour": 100000, "resetsPerTarget": 100000}""";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Users users;
    private final Organizations organizations;
    private final PasswordHashing passwords;
    private final Clock clock;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    People(Users users, Organizations organizations, PasswordHashing passwords, Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.passwords = passwords;
        this.clock = clock;
        for (String id : List.of(RunningIdentity.ACME, RunningIdentity.GLOBEX)) {
            organization(id, EASY);
        }
    }

    /** An organization with these settings, as JSON; an existing one keeps its own. */
    public void organization(String id, String settings) {
        organizations.createIfAbsent(
                id, id.toUpperCase(), "test", StandIn.JSON.readValue(settings, PolicySettings.class));
    }

    /** Somebody with a password and one live authenticator of google's kind, set up under epoch 1. */
    public Person active(MfaStandIn mfa, String organization, Role role) {
        return active(mfa, organization, role, Set.of(), Level.USER);
    }

    public Person active(MfaStandIn mfa, String organization, Role role, Set<String> memberships, Level level) {
        Person person = next(organization);
        mfa.hasActive(person.id(), person.enrollmentId(), "google", 1);
        List<ConfirmedEnrollment> confirmed =
                List.of(new ConfirmedEnrollment(person.enrollmentId(), organization, level, "google", 1));
        insert(user(person, role, UserStatus.ACTIVE, memberships, hash(), confirmed, 1));
        return person;
    }

    /** Somebody who was invited a moment ago and has no password yet. */
    public Person invited(String organization, Role role) {
        Person person = next(organization);
        insert(user(person, role, UserStatus.INVITED, Set.of(), null, List.of(), 0));
        return person;
    }

    private void insert(User user) {
        users.insert(
                users.toDocument(user),
                new UserInvited(user.id(), user.organizationId(), 1, Actor.service("tests"), clock.instant()));
    }

    private User user(
            Person person,
            Role role,
            UserStatus status,
            Set<String> memberships,
            @Nullable String hash,
            List<ConfirmedEnrollment> confirmed,
            long reEnrolledEpoch) {
        return new User(
                person.id(),
                person.organization(),
                memberships,
                person.username(),
                person.username(),
                person.username() + "@example.org",
                "Person " + person.id(),
                "en",
                Set.of(role.name()),
                null,
                status,
                hash,
                1,
                new Fences(0, 1, 0, Map.of()),
                List.of(),
                confirmed,
                reEnrolledEpoch,
                null,
                new Link(1, 0, null, null, person.id(), clock.instant().plus(Duration.ofDays(30)), null),
                new Guesses(0, null),
                null,
                List.of(),
                null,
                null);
    }

    private String hash() {
        return hashes.computeIfAbsent(PASSWORD, passwords::hash);
    }

    private static Person next(String organization) {
        int number = COUNTER.incrementAndGet();
        return new Person("u-" + number, organization, "person" + number, PASSWORD, "e-" + number);
    }
}
