package io.rekey.mfa.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.mfa.InternalApi;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Resets delivered late, repeatedly and in any order, between enrollments, activations and new backup codes: after each step
 * the document is what a reference of a few lines says, and delivering everything again at the end changes nothing (R67).
 */
@RunsMfaService
class AnyOrderIT {

    private static final List<String> PROVIDERS = List.of("google", "authy", "duo_security");
    private static final List<String> ORGANIZATIONS = List.of("acme", "globex");

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    @Autowired
    ClearFactors clearFactors;

    @Autowired
    FenceSweeper sweeper;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isWhatTheReferenceSays(long seed) {
        Random random = new Random(seed);
        TestUser marta = TestUser.somebody();
        Reference reference = new Reference();
        List<MfaResetRequested> resets = resets(marta, random);

        for (int i = 0; i < 60; i++) {
            step(marta, random, reference, resets);
            assertThat(rows(marta)).as("seed %d step %d", seed, i).isEqualTo(reference.rows);
            assertThat(fences(marta)).as("seed %d step %d", seed, i).isEqualTo(reference.fences);
        }

        resets.forEach(reset -> {
            handle(reset);
            reference.reset(reset);
        });
        Map<String, Object> before = content(marta);
        for (int round = 0; round < 3; round++) {
            Collections.shuffle(resets, random);
            resets.forEach(this::handle);
        }
        assertThat(content(marta)).as("seed %d, everything again", seed).isEqualTo(before);
        assertThat(rows(marta)).isEqualTo(reference.rows);
    }

    private void step(TestUser marta, Random random, Reference reference, List<MfaResetRequested> resets) {
        TestUser user = random.nextBoolean() ? marta : marta.inOrganization(any(ORGANIZATIONS, random));
        long epoch = random.nextLong(0, 8);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> start(user, any(PROVIDERS, random), epoch, random.nextBoolean(), reference);
            case 3, 4 -> issue(user, epoch, reference);
            case 5 -> sweeper.sweep();
            default -> {
                MfaResetRequested reset = any(resets, random);
                handle(reset);
                reference.reset(reset);
            }
        }
    }

    private void start(TestUser user, String provider, long epoch, boolean activate, Reference reference) {
        Scope scope = new Scope(Level.valueOf(user.level()), user.organization(), provider);
        if (epoch < reference.fence(scope)) {
            assertThat(api.start(user, user.newEnrollmentId(), provider, epoch).problem())
                    .isEqualTo("urn:rekey:fenced");
            return;
        }
        TestPhone phone = activate
                ? TestPhone.active(api, clock, user, provider, epoch)
                : TestPhone.pending(api, clock, user, provider, epoch);
        reference.rows.add(new Row(phone.enrollmentId(), scope.key(), epoch));
    }

    private void issue(TestUser user, long epoch, Reference reference) {
        Scope scope = new Scope(Level.valueOf(user.level()), user.organization(), Scope.BACKUP_CODES);
        boolean newerThere =
                reference.rows.stream().anyMatch(row -> row.cell().equals(scope.key()) && row.epoch() > epoch);
        if (epoch < reference.fence(scope) || newerThere) {
            assertThat(api.issueCodes(user, "e", epoch).problem()).isEqualTo("urn:rekey:fenced");
            return;
        }
        assertThat(api.issueCodes(user, "e", epoch).status()).isEqualTo(201);
        reference.rows.removeIf(row -> row.cell().equals(scope.key()));
        reference.rows.add(new Row("codes", scope.key(), epoch));
    }

    private static List<MfaResetRequested> resets(TestUser marta, Random random) {
        List<MfaResetRequested> resets = new ArrayList<>();
        for (long epoch = 1; epoch <= 7; epoch++) {
            TestUser user = marta.inOrganization(any(ORGANIZATIONS, random));
            List<String> providers = random.nextBoolean() ? ResetFixtures.ALL : List.of(any(PROVIDERS, random));
            resets.add(ResetFixtures.reset(user, epoch, any(List.of(Level.values()), random), providers));
        }
        return resets;
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private void handle(MfaResetRequested reset) {
        clearFactors.handle(new ReceivedEvent<>("event", reset));
    }

    private Set<Row> rows(TestUser user) {
        Set<Row> rows = new HashSet<>();
        stored.enrollments(user)
                .forEach(one -> rows.add(new Row(
                        one.getString("id"),
                        scope(one, one.getString("provider")).key(),
                        one.getLong("epoch"))));
        stored.backupCodes(user)
                .forEach(one ->
                        rows.add(new Row("codes", scope(one, Scope.BACKUP_CODES).key(), one.getLong("epoch"))));
        return rows;
    }

    private static Scope scope(Document row, String provider) {
        return new Scope(Level.valueOf(row.getString("level")), row.getString("organizationId"), provider);
    }

    private Map<String, Object> fences(TestUser user) {
        return Map.copyOf(stored.fences(user));
    }

    private Map<String, Object> content(TestUser user) {
        return Map.of(
                "enrollments", stored.enrollments(user),
                "backupCodes", stored.backupCodes(user),
                "fences", stored.fences(user));
    }

    record Row(String id, String cell, long epoch) {}

    /** What the protocol says, without a database. */
    private static final class Reference {

        private final Map<String, Object> fences = new HashMap<>();
        private final Set<Row> rows = new HashSet<>();

        long fence(Scope scope) {
            return (Long) fences.getOrDefault(scope.key(), 0L);
        }

        void reset(MfaResetRequested reset) {
            for (Scope scope : Scope.covered(reset.level(), reset.organizationId(), reset.providers())) {
                fences.merge(scope.key(), reset.epoch(), (one, other) -> Math.max((Long) one, (Long) other));
                rows.removeIf(row -> row.cell().equals(scope.key()) && row.epoch() < reset.epoch());
            }
        }
    }
}
