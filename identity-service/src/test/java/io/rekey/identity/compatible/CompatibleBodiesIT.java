package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What these doors take for a request and what not: A11, A15, R41, R42. */
class CompatibleBodiesIT extends CompatibleDoors {

    /** A11, A15, R41, R42: nothing happens in part. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[['%s']]",
                "[null]",
                "['%s',null]",
                "['%s',{'$ne':null}]",
                "['%s','a b']",
                "['%s','']",
                "['%s'",
                "['%s'] []",
                "null",
                "'%s'",
                "{}",
                "{'userIds':null}",
                "{'userIds':[]}",
                "{'userIds':'%s'}",
                "{'userIds':{'$in':['%s']}}",
                "{'userIds':[['%s']]}",
                "{'userIds':[{'userIds':['%s']}]}",
                "[{'userIds':['%s']}]",
                "{'userIds':['%s'],'userIds':['%s']}",
                "{'userIds':['%s'],'reason':' '}",
                "{'userIds':['%s'],'reason':{}}",
                "{'userIds':['%s'],'level':'BOTH'}",
                "{'userIds':['%s'],'providers':['google']}",
                "{'userIds':['%s'],'epoch':9}",
                "{'userIds':['%s'],'approvers':['u-1']}",
                "{'userIds':['%s'],'organizationId':'globex'}",
                "{'userIds':['%s'],'roles':['OPERATOR']}"
            })
    void refusesBodiesThatAreNoList(String body) {
        Person marta = user();
        Answer answer = call("PUT", LIST, body.replace('\'', '"').replace("%s", marta.id()), marta);
        assertThat(answer.status()).as(answer.text()).isIn(400, 422);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    /** A11, R37: one too many, and what is too long. */
    @Test
    void refusesMoreThanTenThousandAndWhatIsTooLong() {
        Person marta = user();
        for (String ids : List.of(
                "\"%s\",%s".formatted(marta.id(), ids(10_000)),
                "\"%s\",\"%s\"".formatted(marta.id(), "x".repeat(65)))) {
            for (String body : List.of("[" + ids + "]", "{\"userIds\":[" + ids + "]}")) {
                assertThat(call("PUT", LIST, body, marta).status()).isIn(400, 422);
            }
        }
        assertThat(call("PUT", LIST, "{\"userIds\":[\"%s\"],\"reason\":\"%s\"}".formatted(marta.id(), "r".repeat(501)))
                        .status())
                .isEqualTo(400);
        assertThat(call("PUT", LIST + "?reason=" + "r".repeat(501), list(marta), marta)
                        .status())
                .isEqualTo(400);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    /** A11, R37: the maximum itself is looked at, id by id. */
    @Test
    void takesTenThousand() {
        Person marta = user();
        List<String> ids = IntStream.range(0, 9_999).mapToObj(i -> "x" + i).collect(Collectors.toList());
        ids.add(marta.id());
        String proof = adas.proof(ada, "mfa:reset", ids.toArray(String[]::new));
        Answer answer =
                adas.send("PUT", LIST, "[\"" + String.join("\",\"", ids) + "\"]", Map.of("Rekey-Step-Up", proof));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("resets").size()).isEqualTo(10_000);
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"x" + i + "\"").collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/csv", "application/x-www-form-urlencoded", "application/xml"})
    void refusesEveryOtherKindOfContent(String type) {
        Person marta = user();
        Answer answer = adas.send(
                "PUT",
                LIST,
                list(marta),
                Map.of("Content-Type", type, "Rekey-Step-Up", adas.proof(ada, "mfa:reset", marta.id())));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "with space", "one-too-many"})
    void refusesAKeyThatIsNone(String key) {
        Person marta = user();
        String sent = key.equals("one-too-many") ? "k".repeat(101) : key;
        for (Answer answer : List.of(
                call("PUT", LIST, list(marta), sent, marta),
                clearAll(marta, sent),
                call("DELETE", methodsOf(marta) + "/" + marta.enrollmentId(), null, sent, marta),
                call("POST", codesOf(marta), null, sent, marta))) {
            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    /** A15. */
    @Test
    void refusesFieldsWhereNoBodyIsAskedFor() {
        Person marta = user();
        Stream.of("{\"epoch\":9}", "{\"level\":\"BOTH\"}", "{\"recovery_code\":\"x\"}", "[]", "\"x\"")
                .forEach(body -> assertThat(
                                call("POST", codesOf(marta), body, marta).status())
                        .as(body)
                        .isEqualTo(400));
        assertThat(read(marta).epoch()).isEqualTo(1);
        assertThat(call("POST", codesOf(marta), "{}", marta).status()).isEqualTo(202);
    }
}
