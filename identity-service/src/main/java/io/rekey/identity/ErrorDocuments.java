package io.rekey.identity;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;

/** What the container or the security rules refused, as a problem document for programs; people get a page. */
@AllowEverybody
@Controller
class ErrorDocuments extends BasicErrorController {

    ErrorDocuments(ErrorAttributes attributes, WebProperties properties, List<ErrorViewResolver> pages) {
        super(attributes, properties.getError(), pages);
    }

    @Override
    public ResponseEntity<Map<String, @Nullable Object>> error(HttpServletRequest request) {
        Problem problem = RefusedRequest.with(getStatus(request));
        return ResponseEntity.status(problem.getStatusCode())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document(problem.getBody()));
    }

    private static Map<String, @Nullable Object> document(ProblemDetail problem) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("type", problem.getType());
        document.put("title", problem.getTitle());
        document.put("status", problem.getStatus());
        document.put("detail", problem.getDetail());
        return document;
    }
}
