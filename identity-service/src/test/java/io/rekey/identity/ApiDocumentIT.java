package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** docs/api.md names every call of the public API, and none that is not there. */
class ApiDocumentIT extends RunningIdentity {

    private static final Pattern CALL = Pattern.compile("(?m)^\\| `((?:GET|POST|PUT|DELETE) /(?:api|user)/\\S+)` \\|");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void namesEveryCallAndNoOther() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "api.md"));
        Set<String> named = CALL.matcher(document)
                .results()
                .map(call -> call.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(served());
    }

    private Set<String> served() {
        return requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(route -> route.getValue().getBeanType().getName().startsWith("io.rekey."))
                .flatMap(route -> calls(route.getKey()))
                .filter(call -> call.contains(" /api/") || call.contains(" /user/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> calls(RequestMappingInfo mapping) {
        List<String> methods = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(path -> methods.stream().map(method -> method + " " + path));
    }
}
