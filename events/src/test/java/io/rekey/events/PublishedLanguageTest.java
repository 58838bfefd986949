package io.rekey.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every event has a schema and a golden sample, and the three say the same. */
class PublishedLanguageTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Stream<PublishedEvent> events() {
        return PublishedEvent.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsTheSampleAndWritesItBackEqual(PublishedEvent event) {
        assertThat(errors(event, event.sample())).isEmpty();
        Object read = event.read(event.sample());
        assertThat(PublishedEvent.write(read)).isEqualTo(event.sample());
        assertThat(errors(event, PublishedEvent.write(read))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void describesInTheSchemaWhatTheRecordHas(PublishedEvent event) {
        JsonNode schema = event.schema();
        assertThat(schema.get("$id").asString()).isEqualTo(event.schemaPath());
        assertThat(schema.get("title").asString()).isEqualTo(event.type());
        assertThat(schema.get("description").asString()).isNotBlank();
        assertThat(Set.copyOf(schema.get("properties").propertyNames())).isEqualTo(components(event, false));
        assertThat(required(event)).isEqualTo(components(event, true));
    }

    @ParameterizedTest
    @MethodSource("events")
    void refusesEachMissingOrNullRequiredField(PublishedEvent event) {
        assertThat(required(event)).isNotEmpty().allSatisfy(field -> {
            ObjectNode without = event.sample();
            without.remove(field);
            assertThat(errors(event, without)).extracting(Error::getKeyword).contains("required");
            ObjectNode withNull = event.sample();
            withNull.putNull(field);
            assertThat(errors(event, withNull)).as("null").isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("events")
    void refusesEachFieldOfAnotherShape(PublishedEvent event) {
        assertThat(components(event, false)).allSatisfy(field -> {
            ObjectNode other = event.sample();
            other.putArray(field).addObject().put("x", 1);
            assertThat(errors(event, other)).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("events")
    void doesWithoutWhatIsOptional(PublishedEvent event) {
        Set<String> optional = new HashSet<>(components(event, false));
        optional.removeAll(required(event));
        assertThat(optional).allSatisfy(field -> {
            ObjectNode without = event.sample();
            without.remove(field);
            assertThat(errors(event, without)).isEmpty();
            Object read = event.read(without);
            assertThat(errors(event, PublishedEvent.write(read)))
                    .as("written with null")
                    .isEmpty();
        });
    }

    /** So that a newer producer may add a field. */
    @ParameterizedTest
    @MethodSource("events")
    void bearsFieldsOfANewerProducer(PublishedEvent event) {
        ObjectNode newer = event.sample();
        newer.putObject("addedLater").put("x", 1);
        assertThat(errors(event, newer)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void hasNoPlaceForSecretsNamesOrAddresses(PublishedEvent event) {
        assertThat(components(event, false))
                .allSatisfy(field -> assertThat(field.toLowerCase(java.util.Locale.ROOT))
                        .doesNotContainPattern(
                                "email|address|password|secret|token|displayname|username|phone|seed|link"));
        assertThat(event.sample().toString()).doesNotContain("@");
    }

    @ParameterizedTest
    @MethodSource("events")
    void namesUserOrganizationAndTime(PublishedEvent event) {
        assertThat(required(event)).contains("userId", "organizationId", "at");
    }

    @Test
    void hasOneTopicNamespaceAndSourcePerFamily() {
        List<Class<?>> families = PublishedEvent.families().toList();
        for (String constant : List.of("TOPIC", "NAMESPACE", "SOURCE")) {
            assertThat(families.stream().map(family -> PublishedEvent.constant(family, constant)))
                    .doesNotHaveDuplicates();
        }
        assertThat(PublishedEvent.all().map(PublishedEvent::type)).doesNotHaveDuplicates();
    }

    private static List<Error> errors(PublishedEvent event, JsonNode json) {
        Schema schema = SCHEMAS.getSchema(event.schema());
        return schema.validate(json);
    }

    private static Set<String> required(PublishedEvent event) {
        return event.schema()
                .get("required")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    private static Set<String> components(PublishedEvent event, boolean requiredOnly) {
        return Stream.of(event.eventClass().getRecordComponents())
                .filter(component -> !requiredOnly || !isNullable(component))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
