package io.rekey.identity.compatible;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** Calls of the compatible doors, by an administrator who gives a fresh proof with each. */
abstract class CompatibleDoors extends RunningIdentity {

    static final String LIST = "/user/users/mfa/reset";

    Person ada;
    Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        adas = signedIn(ada);
    }

    static String methodsOf(Person person) {
        return "/api/v2/users/" + person.id() + "/authentication-methods";
    }

    static String codesOf(Person person) {
        return "/api/v2/users/" + person.id() + "/recovery-code-regeneration";
    }

    /** As the administrator, with a proof for these people. */
    Answer call(String method, String path, @Nullable String body, Person... proven) {
        return call(method, path, body, null, proven);
    }

    Answer call(String method, String path, @Nullable String body, @Nullable String key, Person... proven) {
        return call(adas, ada, method, path, body, key, proven);
    }

    Answer call(
            Browser at,
            Person by,
            String method,
            String path,
            @Nullable String body,
            @Nullable String key,
            Person... proven) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (proven.length > 0) {
            headers.put("Rekey-Step-Up", at.proof(by, "mfa:reset", ids(proven)));
        }
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        return at.send(method, path, body, headers);
    }

    Answer clearAll(Person person, @Nullable String key) {
        return call("DELETE", methodsOf(person), null, key, person);
    }

    Answer clear(Person person, String methodId) {
        return call("DELETE", methodsOf(person) + "/" + methodId, null, person);
    }

    static String[] ids(Person... people) {
        return Arrays.stream(people).map(Person::id).toArray(String[]::new);
    }

    /** A list of ids as these portals send it. */
    static String list(Person... people) {
        return "[\"" + String.join("\",\"", ids(people)) + "\"]";
    }

    /** One more factor, as the confirm writes it. */
    void confirm(Person person, String id, String provider, String level, String organization) {
        Document confirmed = new Document("_id", id)
                .append("organizationId", organization)
                .append("level", level)
                .append("provider", provider)
                .append("epoch", 1L);
        users.update(Criteria.where("_id").is(person.id()), new Update().push("confirmed", confirmed));
    }
}
