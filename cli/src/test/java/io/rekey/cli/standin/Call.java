package io.rekey.cli.standin;

import com.sun.net.httpserver.HttpExchange;
import io.rekey.cli.output.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A request as the stand-in got it. */
public record Call(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    static Call of(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(exchange.getRequestURI().getRawQuery()),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    public boolean isUnsafe() {
        return !method.equals("GET");
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(), "");
    }

    public String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    public JsonNode json() {
        return Json.read(body).orElseThrow();
    }

    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (encoded != null) {
            for (String pair : encoded.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
