package io.rekey.identity.stepup;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.StepUpFailed;
import io.rekey.events.identity.StepUpMethod;
import io.rekey.events.identity.StepUpProven;
import io.rekey.identity.factor.CheckedCode;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.password.PasswordHashing;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Person;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * A signed-in person proves once more that it is them, by what their organization's policy asks for (R34). Guesses come from
 * the account's one budget (I9), a code is used up here as at sign-in (R3, A07), and no trusted device stands in (R52).
 */
@Component
class ProveAgain {

    private final StepUpProofs proofs;
    private final PasswordHashing passwords;
    private final SecondFactors factors;
    private final GuessBudget guesses;
    private final Organizations organizations;
    private final Users users;
    private final Clock clock;

    ProveAgain(
            StepUpProofs proofs,
            PasswordHashing passwords,
            SecondFactors factors,
            GuessBudget guesses,
            Organizations organizations,
            Users users,
            Clock clock) {
        this.proofs = proofs;
        this.passwords = passwords;
        this.factors = factors;
        this.guesses = guesses;
        this.organizations = organizations;
        this.users = users;
        this.clock = clock;
    }

    /** What this person's proof must be made of, now: their home's policy decides, not that of whom they act upon. */
    StepUpMethod kindFor(Person person) {
        StepUpMethod wanted =
                organizations.get(person.user().organizationId()).policy().stepUp();
        return person.user().hasLiveFactor() ? wanted : StepUpMethod.PASSWORD;
    }

    /**
     * @return the proof, to be shown once
     * @throws Problem 422 {@code proof-incomplete} if what the policy asks for was not given: no guess is charged
     * @throws Problem 403 {@code did-not-match} for whatever is wrong, or while tries are paused
     */
    OpaqueToken prove(Person person, Given given) {
        StepUpMethod kind = kindFor(person);
        given.requireFor(kind);
        if (!guesses.reserve(person.id())) {
            throw refused(person, given, kind, "paused");
        }
        check(person, given, kind);
        guesses.giveBack(person.id());
        OpaqueToken proof = proofs.issue(person, given.action(), given.targets());
        tell(new StepUpProven(person.id(), person.organizationId(), given.action(), kind, clock.instant()));
        return proof;
    }

    private void check(Person person, Given given, StepUpMethod kind) {
        // The password first: who does not know it must not use up a code, or learn whether it was right.
        if (kind != StepUpMethod.SECOND_FACTOR
                && !passwords.matches(orNothing(given.password()), person.user().passwordHash())) {
            throw refused(person, given, kind, "wrong");
        }
        if (kind != StepUpMethod.PASSWORD) {
            User user = person.user();
            CheckedCode checked = factors.check(user.id(), user.liveFactors(), user.fences(), orNothing(given.code()));
            if (!checked.isAccepted()) {
                boolean used = checked.result() == CheckedCode.Result.ALREADY_USED;
                throw refused(person, given, kind, used ? "already-used" : "wrong");
            }
        }
    }

    private Problem refused(Person person, Given given, StepUpMethod kind, String result) {
        tell(new StepUpFailed(person.id(), person.organizationId(), given.action(), kind, result, clock.instant()));
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "did-not-match",
                "That did not match. Nothing was changed. A code is good once: if you have just used it to sign in, wait"
                        + " for the next one.");
    }

    private static String orNothing(@Nullable String given) {
        return given == null ? "" : given; // the kind that asks for it was checked before
    }

    private void tell(io.rekey.events.identity.IdentityEvent event) {
        users.update(where("_id").is(event.userId()), new Update().inc("version", 1), event);
    }

    /** What is asked for and what was given for it. */
    record Given(
            String action,
            List<String> targets,
            @Nullable String password,
            @Nullable String code) {

        void requireFor(StepUpMethod kind) {
            boolean complete = switch (kind) {
                case PASSWORD -> password != null;
                case SECOND_FACTOR -> code != null;
                case BOTH -> password != null && code != null;
            };
            if (!complete) {
                throw Problem.unprocessable("proof-incomplete", "Your organization asks for " + asked(kind) + " here.")
                        .with("kind", kind);
            }
        }

        private static String asked(StepUpMethod kind) {
            return switch (kind) {
                case PASSWORD -> "your password";
                case SECOND_FACTOR -> "a code of your authenticator";
                case BOTH -> "your password and a code of your authenticator";
            };
        }

        @Override
        public String toString() {
            return "Given[action=" + action + "]";
        }
    }
}
