package io.rekey.identity;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * mfa-service's internal API with codes that a test hands out: each is right once. Factors must be there, active and not
 * below the fence that identity-service names, as in the real one.
 */
public final class MfaStandIn extends StandIn {

    /** What the authenticator app of an enrollment shows first. */
    public static final String FIRST_CODE = "123456";

    /** When every enrollment was begun. */
    public static final String MADE_AT = "2026-01-02T03:04:05Z";

    private final Map<String, Enrollment> enrollments = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> codes = new ConcurrentHashMap<>();
    private final Set<String> spent = ConcurrentHashMap.newKeySet();
    private final Map<String, BackupCodes> backupCodes = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger(200_000);
    private final AtomicInteger evaluated = new AtomicInteger();

    record Enrollment(String userId, String provider, String level, long epoch, String state) {}

    private record BackupCodes(String organizationId, long epoch, Set<String> codes) {}

    /** An authenticator that was set up long ago. */
    public void hasActive(String userId, String enrollmentId, String provider, long epoch) {
        enrollments.put(enrollmentId, new Enrollment(userId, provider, "USER", epoch, "ACTIVE"));
    }

    /** A code that is right for this user, once. */
    public String codeFor(String userId) {
        String code = Integer.toString(counter.incrementAndGet());
        codes.computeIfAbsent(userId, id -> ConcurrentHashMap.newKeySet()).add(code);
        return code;
    }

    /** A backup code of a level that is right once. */
    public String backupCodeFor(String userId, String level, long epoch) {
        String code = "CODE-" + counter.incrementAndGet();
        backupCodes
                .computeIfAbsent(userId + level, key -> new BackupCodes("acme", epoch, ConcurrentHashMap.newKeySet()))
                .codes()
                .add(code);
        return code;
    }

    /** How many codes of any kind were looked at, right or wrong. */
    public int evaluatedGuesses() {
        return evaluated.get();
    }

    /** The state of an enrollment here. */
    public String stateOf(String enrollmentId) {
        Enrollment found = enrollments.get(enrollmentId);
        return found == null ? "ABSENT" : found.state();
    }

    @Override
    void reset() {
        super.reset();
        evaluated.set(0);
    }

    @Override
    Reply answer(String method, String path, JsonNode body) {
        String user = body.path("userId").asString("");
        if (path.equals("/internal/enrollments")) {
            return begin(body, user);
        }
        if (path.endsWith("/activation")) {
            return activate(path.split("/")[3], user, body.path("code").asString());
        }
        if (path.endsWith("/verifications") || path.endsWith("/resynchronizations")) {
            return verify(user, body);
        }
        if (path.endsWith("/backup-codes")) {
            return issue(user, body);
        }
        if (path.endsWith("/backup-code-spendings")) {
            return spend(user, body);
        }
        String[] parts = path.split("/");
        if (path.endsWith("/enrollments")) {
            return overview(parts[3]);
        }
        return method.equals("GET") && parts.length == 6 ? Reply.ok(Map.of("state", stateOf(parts[5]))) : unknown();
    }

    /** Everything that there is of a user, whether it counts or not; all of it made at one moment and never used. */
    private Reply overview(String user) {
        List<Map<String, ?>> rows = enrollments.entrySet().stream()
                .filter(entry -> entry.getValue().userId().equals(user))
                .<Map<String, ?>>map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        List<Map<String, ?>> sets = Stream.of("USER", "ORGANIZATION")
                .filter(level -> backupCodes.containsKey(user + level))
                .<Map<String, ?>>map(level -> left(level, backupCodes.get(user + level)))
                .toList();
        return Reply.ok(Map.of("enrollments", rows, "backupCodes", sets));
    }

    private static Map<String, ?> row(String id, Enrollment one) {
        return Map.ofEntries(
                entry("enrollmentId", id),
                entry("level", one.level()),
                entry("organizationId", "acme"),
                entry("provider", one.provider()),
                entry("state", one.state()),
                entry("epoch", one.epoch()),
                entry("createdAt", MADE_AT));
    }

    private static Map<String, ?> left(String level, BackupCodes set) {
        return Map.of(
                "level",
                level,
                "organizationId",
                set.organizationId(),
                "left",
                set.codes().size());
    }

    private Reply begin(JsonNode body, String user) {
        String id = body.path("enrollmentId").asString();
        String provider = body.path("provider").asString();
        enrollments.putIfAbsent(
                id,
                new Enrollment(
                        user,
                        provider,
                        body.path("level").asString(),
                        body.path("epoch").asLong(),
                        "PENDING"));
        if (stateOf(id).equals("ACTIVE")) {
            return Reply.problem(409, "already-active");
        }
        String uri = "otpauth://totp/" + body.path("issuer").asString() + ":"
                + body.path("account").asString() + "?secret=" + id;
        return Reply.created(Map.of("enrollmentId", id, "provider", provider, "uri", uri, "secret", "SECRET" + id));
    }

    private Reply activate(String id, String user, String code) {
        evaluated.incrementAndGet();
        Enrollment found = enrollments.get(id);
        if (found == null || !found.userId().equals(user)) {
            return Reply.problem(404, "unknown-enrollment");
        }
        if (!code.equals(FIRST_CODE)) {
            return Reply.ok(Map.of("result", "WRONG_CODE"));
        }
        enrollments.put(id, new Enrollment(user, found.provider(), found.level(), found.epoch(), "ACTIVE"));
        return Reply.ok(Map.of("result", "ACTIVATED"));
    }

    private Reply verify(String user, JsonNode body) {
        evaluated.incrementAndGet();
        String code = body.path("code").asString(body.path("secondCode").asString(""));
        List<String> usable = new ArrayList<>();
        for (JsonNode factor : body.path("factors")) {
            Enrollment found = enrollments.get(factor.path("enrollmentId").asString());
            if (found != null
                    && found.userId().equals(user)
                    && found.state().equals("ACTIVE")
                    && found.epoch() >= factor.path("fence").asLong()) {
                usable.add(factor.path("enrollmentId").asString());
            }
        }
        if (spent.contains(user + code)) {
            return Reply.ok(Map.of("result", "ALREADY_USED"));
        }
        if (usable.isEmpty() || !codes.getOrDefault(user, Set.of()).contains(code) || !spent.add(user + code)) {
            return Reply.ok(Map.of("result", "WRONG"));
        }
        String id = usable.getFirst();
        String provider = enrollments.get(id).provider();
        return Reply.ok(Map.of("result", "ACCEPTED", "enrollmentId", id, "provider", provider));
    }

    private Reply issue(String user, JsonNode body) {
        Set<String> set = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 10; i++) {
            set.add("CODE-" + counter.incrementAndGet());
        }
        backupCodes.put(
                user + body.path("level").asString(),
                new BackupCodes(
                        body.path("organizationId").asString(),
                        body.path("epoch").asLong(),
                        set));
        return Reply.created(Map.of("codes", List.copyOf(set)));
    }

    private Reply spend(String user, JsonNode body) {
        evaluated.incrementAndGet();
        for (JsonNode wanted : body.path("codes")) {
            BackupCodes set = backupCodes.get(user + wanted.path("level").asString());
            if (set != null
                    && set.epoch() >= wanted.path("fence").asLong()
                    && set.codes().remove(body.path("code").asString())) {
                String next = "CODE-" + counter.incrementAndGet();
                set.codes().add(next);
                return Reply.ok(Map.ofEntries(
                        entry("result", "ACCEPTED"),
                        entry("replacement", next),
                        entry("left", set.codes().size())));
            }
        }
        return Reply.ok(Map.of("result", "WRONG"));
    }

    private static Reply unknown() {
        return Reply.problem(404, "unknown");
    }
}
