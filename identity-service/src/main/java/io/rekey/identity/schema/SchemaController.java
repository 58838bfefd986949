package io.rekey.identity.schema;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.problem.Problem;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the JSON Schema (2020-12) of each event type to whoever reads the topics. They are public and never change. */
@RestController
class SchemaController {

    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    @AllowEverybody
    @GetMapping("/schemas/{type:[A-Za-z0-9.]{1,100}}.json")
    ResponseEntity<Resource> schema(@PathVariable String type) {
        Resource schema = new ClassPathResource("schemas/" + type + ".json");
        if (!schema.exists()) {
            throw Problem.notFound();
        }
        return ResponseEntity.ok()
                .contentType(SCHEMA)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(schema);
    }
}
