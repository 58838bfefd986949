package io.rekey.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.SecretsTest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** I14: no proof, seed or code lies in the memory of answers. */
class SecretAnswersIT extends RunningIdentity {

    private static final Set<RequestMethod> SAFE = Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void storesNoProofOfAStepUp() {
        String key = UUID.randomUUID().toString();
        Person ada = administrator();
        Browser adas = signedIn(ada);
        Map<String, ?> wanted = Map.of("action", "mfa:reset", "targets", List.of("u-1"), "password", ada.password());
        Answer first = adas.post("/api/v1/step-up", wanted, Map.of("Idempotency-Key", key));
        Answer again = adas.post("/api/v1/step-up", wanted, Map.of("Idempotency-Key", key));
        assertThat(first.string("proof")).isNotEmpty();
        assertThat(again.string("proof")).isNotEmpty().isNotEqualTo(first.string("proof"));
        adas.send("PUT", "/api/v1/users/" + user().id() + "/suspension", null, Map.of("Idempotency-Key", key));
        assertThat(mongo.findAll(Document.class, "idempotent_calls"))
                .as("the call that was remembered has no secret")
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.toJson()).doesNotContain(first.string("proof"), ada.password()));
    }

    /** Whoever adds a call that answers with a secret is told here to keep it out of the memory. */
    @Test
    void knowsEveryCallWhoseAnswerHasASecret() {
        Set<String> secretive = new TreeSet<>();
        Set<String> remembered = new TreeSet<>();
        routes.getHandlerMethods().forEach((route, handler) -> {
            if (isUnsafe(route) && holdsSecret(handler.getMethod().getGenericReturnType())) {
                paths(route).forEach(secretive::add);
            }
        });
        secretive.stream().filter(path -> !isExempt(path)).forEach(remembered::add);
        assertThat(secretive)
                .contains(
                        "/api/v1/step-up",
                        "/api/v1/set-up/authenticator",
                        "/api/v2/users/x/recovery-code-regeneration");
        assertThat(remembered).isEmpty();
    }

    @Test
    void remembersTheOthers() {
        assertThat(List.of("/api/v1/users", "/api/v1/resets", "/api/v1/sign-in-else", "/api/v1/step-up/x"))
                .noneMatch(SecretAnswersIT::isExempt);
    }

    private static boolean isUnsafe(RequestMappingInfo route) {
        return !SAFE.containsAll(route.getMethodsCondition().getMethods());
    }

    private static List<String> paths(RequestMappingInfo route) {
        return route.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/") || path.startsWith("/user/"))
                .map(path -> path.replaceAll("\\{[^}]+}", "x"))
                .toList();
    }

    private static boolean isExempt(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setServletPath(path);
        return SecretAnswers.contain(request);
    }

    /** What a type does not tell may be a secret. */
    private static boolean holdsSecret(Type type) {
        return switch (type) {
            case ParameterizedType generic ->
                Arrays.stream(generic.getActualTypeArguments()).anyMatch(SecretAnswersIT::holdsSecret);
            case WildcardType untold -> true;
            case Class<?> any when any == Object.class -> true;
            case Class<?> choice
            when choice.isSealed() ->
                Arrays.stream(choice.getPermittedSubclasses()).anyMatch(SecretAnswersIT::holdsSecret);
            case Class<?> record
            when record.isRecord() ->
                SecretsTest.holdsSecret(record)
                        || Arrays.stream(record.getRecordComponents())
                                .map(RecordComponent::getGenericType)
                                .anyMatch(SecretAnswersIT::holdsSecret);
            default -> false;
        };
    }
}
