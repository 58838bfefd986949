package io.rekey.mfa.backupcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.InternalApi.Answer;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.Race;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunsMfaService
class BackupCodeApiIT {

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    private final TestUser marta = TestUser.somebody();

    @Test
    void issuesTenCodesAndStoresTheirHashes() {
        Answer issued = api.issueCodes(marta, "e1", 4);
        assertThat(issued.status()).isEqualTo(201);
        assertThat(codes(issued))
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([A-Z2-7]{4}-){5}[A-Z2-7]{4}"));
        assertThat(stored.backupCodes(marta)).hasSize(10).allSatisfy(code -> {
            assertThat(code.getString("hash")).matches("[0-9a-f]{64}");
            assertThat(code.getLong("epoch")).isEqualTo(4);
            assertThat(code.getString("enrollmentId")).isEqualTo("e1");
        });
    }

    @Test
    void spendsACodeOnceAndGivesAnotherForIt() { // R10, S13
        List<String> codes = issue(marta, 1);

        Answer spent = api.spend(marta, 1, codes.getFirst());
        assertThat(spent.body().propertyNames()).containsExactlyInAnyOrder("result", "replacement", "left");
        assertThat(spent.result()).isEqualTo("ACCEPTED");
        assertThat(spent.body().path("left").asInt()).isEqualTo(10);
        assertThat(api.spend(marta, 1, codes.getFirst()).text()).isEqualTo("{\"result\":\"WRONG\"}");

        String replacement = spent.string("replacement");
        assertThat(codes).doesNotContain(replacement);
        assertThat(api.spend(marta, 1, replacement).result()).isEqualTo("ACCEPTED");
        assertThat(api.spend(marta, 1, replacement).result()).isEqualTo("WRONG");
        assertThat(stored.backupCodes(marta)).hasSize(10);
        codes.stream()
                .skip(1)
                .forEach(code -> assertThat(api.spend(marta, 1, code).result())
                        .as("the others")
                        .isEqualTo("ACCEPTED"));
    }

    @Test
    void forgivesHowACodeIsTyped() {
        List<String> codes = issue(marta, 1);

        assertThat(api.spend(
                                marta,
                                1,
                                " " + codes.get(0).toLowerCase(Locale.ROOT).replace('-', ' '))
                        .result())
                .isEqualTo("ACCEPTED");
        assertThat(api.spend(marta, 1, codes.get(1).substring(1)).result()).isEqualTo("WRONG");
        assertThat(api.spend(marta, 1, codes.get(1)).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void spendsOneCodeForOneOf32ParallelRequests() { // I8, S13
        String code = issue(marta, 1).getFirst();

        List<String> results = Race.of(32, () -> api.spend(marta, 1, code).result());

        assertThat(Collections.frequency(results, "ACCEPTED")).isEqualTo(1);
        assertThat(Collections.frequency(results, "WRONG")).isEqualTo(31);
    }

    @Test
    void replacesTheWholeSetOfOneLevelOnly() { // all old codes die at regeneration
        List<String> old = issue(marta, 1);
        List<String> organization = issue(marta.inOrganization("acme"), 1);
        List<String> elsewhere = issue(marta.inOrganization("globex"), 1);

        List<String> fresh = issue(marta, 1);
        assertThat(stored.backupCodes(marta)).hasSize(30);
        old.forEach(code -> assertThat(api.spend(marta, 0, code).result()).isEqualTo("WRONG"));
        assertThat(api.spend(marta, 1, fresh.getFirst()).result()).isEqualTo("ACCEPTED");
        assertThat(api.spend(marta.inOrganization("acme"), 1, organization.getFirst())
                        .result())
                .isEqualTo("ACCEPTED");
        assertThat(api.spend(marta.inOrganization("globex"), 1, elsewhere.getFirst())
                        .result())
                .isEqualTo("ACCEPTED");
    }

    @Test
    void takesNoCodeOfASetThatTheCallerDoesNotAccept() { // I6: nothing of one organization in another
        String personal = issue(marta, 1).getFirst();
        String acme = issue(marta.inOrganization("acme"), 1).getFirst();

        assertThat(api.spend(marta.inOrganization("globex"), 0, acme).result()).isEqualTo("WRONG");
        assertThat(api.spend(marta.inOrganization("acme"), 0, personal).result())
                .isEqualTo("WRONG");
        assertThat(api.spend(marta, 0, acme).result()).isEqualTo("WRONG");
        assertThat(api.spend(TestUser.somebody(), 0, personal).result()).isEqualTo("WRONG");
        assertThat(api.spend(marta, 0, personal).result()).isEqualTo("ACCEPTED");
        assertThat(api.spend(marta.inOrganization("acme"), 0, acme).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void takesPersonalCodesWithoutAnOrganization() {
        String code = issue(marta, 1).getFirst();
        Map<String, Object> set = Map.of("level", "USER", "fence", 1);

        assertThat(api.post(
                                "/internal/backup-code-spendings",
                                Map.of(
                                        "userId",
                                        marta.id(),
                                        "organizationId",
                                        "globex",
                                        "codes",
                                        List.of(set),
                                        "code",
                                        code))
                        .result())
                .isEqualTo("ACCEPTED");
    }

    @Test
    void refusesWhatIsBelowEitherFence() { // I2
        List<String> codes = issue(marta, 3);

        assertThat(api.spend(marta, 4, codes.getFirst()).result())
                .as("the caller's")
                .isEqualTo("WRONG");
        stored.set(marta, "fences", new Document("user:backup_codes", 4L));
        assertThat(api.spend(marta, 0, codes.getFirst()).result())
                .as("this service's own")
                .isEqualTo("WRONG");
        stored.set(marta, "fences", new Document("user:backup_codes", 3L).append("user:google", 9L));
        assertThat(api.spend(marta, 3, codes.getFirst()).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void issuesNothingBelowTheFence() {
        List<String> codes = issue(marta, 3);
        stored.set(marta, "fences", new Document("user:backup_codes", 3L));

        Answer fenced = api.issueCodes(marta, "e1", 2);
        assertThat(fenced.status()).isEqualTo(409);
        assertThat(fenced.problem()).isEqualTo("urn:rekey:fenced");
        assertThat(api.spend(marta, 3, codes.getFirst()).result()).isEqualTo("ACCEPTED");
        assertThat(api.issueCodes(marta, "e1", 3).status()).isEqualTo(201);
    }

    @Test
    void letsNoLateRequestEraseNewerCodes() { // I3: the reset in between has not arrived here yet
        List<String> newer = issue(marta, 5);

        assertThat(api.issueCodes(marta, "e0", 4).problem()).isEqualTo("urn:rekey:fenced");
        assertThat(api.spend(marta, 5, newer.getFirst()).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void bringsNoSpentCodeBackWhenAnotherSetIsIssuedMeanwhile() { // the array is rebuilt from what was read
        List<String> personal = issue(marta, 1);
        List<String> accepted = new CopyOnWriteArrayList<>();
        List<String> queue = Collections.synchronizedList(new ArrayList<>(personal));

        Race.of(16, () -> {
            String code;
            synchronized (queue) {
                code = queue.isEmpty() ? null : queue.removeFirst();
            }
            if (code == null) {
                return api.issueCodes(marta.inOrganization("acme"), "e2", 1).status();
            }
            if (api.spend(marta, 1, code).result().equals("ACCEPTED")) {
                accepted.add(code);
            }
            return 200;
        });

        assertThat(accepted).containsExactlyInAnyOrderElementsOf(personal);
        assertThat(stored.backupCodes(marta)).hasSize(20);
        personal.forEach(code -> assertThat(api.spend(marta, 1, code).result()).isEqualTo("WRONG"));
    }

    private List<String> issue(TestUser user, long epoch) {
        return codes(api.issueCodes(user, "e1", epoch));
    }

    private static List<String> codes(Answer issued) {
        return issued.body().path("codes").values().stream()
                .map(node -> node.asString())
                .toList();
    }
}
