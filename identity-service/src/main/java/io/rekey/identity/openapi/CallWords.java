package io.rekey.identity.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What no signature says about a call. It stands in the files {@code calls/*.yaml}, one for each part of the API, under the
 * call's method and path.
 *
 * @param summary a few words, as an order
 * @param more sentences for the description
 * @param people whether it is for people alone, though the rule at the handler lets programs come that far
 * @param key whether an Idempotency-Key means anything; no, where the answer is a secret that is nowhere kept
 * @param parameters what those in the path and in the query mean, by name
 * @param answer the status, where the handler alone knows it
 * @param refusals types of problems by status, besides those that all calls of the kind have
 * @param form the fields of a form by what they mean; the name of an optional one ends in a question mark
 * @param orList a field of the body that may stand there alone, without the object around it
 * @param example of a body
 * @param answers an example of what comes back
 */
record CallWords(
        String summary,
        @Nullable String more,
        @Nullable Boolean people,
        @Nullable Boolean key,
        @Nullable Map<String, String> parameters,
        @Nullable Integer answer,
        @Nullable Map<String, List<String>> refusals,
        @Nullable Map<String, String> form,
        @Nullable String orList,
        @Nullable Object example,
        @Nullable Object answers) {

    private static final String FILES = "classpath*:io/rekey/identity/openapi/calls/*.yaml";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Of all calls, by {@code METHOD /path}. */
    static Map<String, CallWords> all() {
        Map<String, CallWords> words = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                Map<String, Object> calls =
                        new Yaml(new SafeConstructor(new LoaderOptions())).load(file.getInputStream());
                calls.forEach((call, said) -> words.put(call, MAPPER.convertValue(said, CallWords.class)));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return words;
    }

    boolean isForPeople() {
        return Boolean.TRUE.equals(people);
    }

    boolean takesKey() {
        return !Boolean.FALSE.equals(key);
    }

    Map<String, List<String>> allRefusals() {
        return refusals == null ? Map.of() : refusals;
    }

    Map<String, String> allParameters() {
        return parameters == null ? Map.of() : parameters;
    }
}
