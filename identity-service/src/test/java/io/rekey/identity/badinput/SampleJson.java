package io.rekey.identity.badinput;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that a body's type takes, made from its components and their constraints, with the places where it can be spoiled. */
final class SampleJson {

    /** What can stand at a place. */
    enum Kind {
        TEXT,
        CHOICE,
        TIME,
        NUMBER,
        BOOLEAN,
        LIST,
        RECORD,
        ANYTHING
    }

    /** @param pointer a JSON pointer (RFC 6901) */
    record Place(String pointer, Kind kind) {}

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "text", "google", "mfa:reset", "u-1", "wim@example.org", "en", "1h", "1", "2030-01-01", "ACME", "123456");

    private final JsonMapper mapper;
    private final List<Place> places = new ArrayList<>();
    private final JsonNode json;

    SampleJson(Type type, JsonMapper mapper) {
        this.mapper = mapper;
        this.json = node(type, null, null, "");
    }

    String text() {
        return json.toString();
    }

    List<Place> places() {
        return List.copyOf(places);
    }

    Stream<Place> records() {
        return places.stream().filter(place -> place.kind() == Kind.RECORD);
    }

    /** What stands at a place. */
    JsonNode at(Place place) {
        return json.at(place.pointer());
    }

    /** The sample with something else at a place. */
    String with(Place place, JsonNode other) {
        if (place.pointer().isEmpty()) {
            return other.toString();
        }
        JsonNode copy = json.deepCopy();
        int last = place.pointer().lastIndexOf('/');
        JsonNode parent = copy.at(place.pointer().substring(0, last));
        String name = place.pointer().substring(last + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), other);
        } else {
            ((ObjectNode) parent).set(name, other);
        }
        return copy.toString();
    }

    private JsonNode node(Type type, @Nullable AnnotatedType annotated, @Nullable AnnotatedElement element, String at) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, annotated, at);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, at);
        }
        if (plain.isEnum()) {
            return place(at, Kind.CHOICE, mapper.valueToTree(plain.getEnumConstants()[0]));
        }
        return plain == String.class ? place(at, Kind.TEXT, text(element, annotated)) : simple(plain, element, at);
    }

    private JsonNode simple(Class<?> type, @Nullable AnnotatedElement element, String at) {
        if (type == boolean.class || type == Boolean.class) {
            return place(at, Kind.BOOLEAN, NODES.booleanNode(true));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            Min min = element == null ? null : element.getAnnotation(Min.class);
            return place(at, Kind.NUMBER, NODES.numberNode(min == null ? 1 : min.value()));
        }
        if (type == Duration.class) {
            return place(at, Kind.TIME, mapper.valueToTree(Duration.ofHours(1)));
        }
        if (type == Instant.class) {
            return place(at, Kind.TIME, mapper.valueToTree(Instant.EPOCH));
        }
        return place(at, Kind.ANYTHING, NODES.objectNode());
    }

    private JsonNode generic(ParameterizedType type, @Nullable AnnotatedType annotated, String at) {
        AnnotatedType argument = annotated instanceof AnnotatedParameterizedType known
                ? known.getAnnotatedActualTypeArguments()[0]
                : null;
        Type first = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            return node(first, argument, argument, at);
        }
        if (!Collection.class.isAssignableFrom((Class<?>) type.getRawType())) {
            return place(at, Kind.ANYTHING, NODES.objectNode());
        }
        places.add(new Place(at, Kind.LIST));
        return NODES.arrayNode().add(node(first, argument, argument, at + "/0"));
    }

    private JsonNode record(Class<?> type, String at) {
        places.add(new Place(at, Kind.RECORD));
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            object.set(
                    name,
                    node(component.getGenericType(), component.getAnnotatedType(), field(component), at + "/" + name));
        }
        return object;
    }

    private static Field field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode place(String at, Kind kind, JsonNode sample) {
        places.add(new Place(at, kind));
        return sample;
    }

    private static JsonNode text(@Nullable AnnotatedElement element, @Nullable AnnotatedType annotated) {
        Pattern pattern = annotation(element, annotated, Pattern.class);
        boolean isEmail = annotation(element, annotated, Email.class) != null;
        return TEXTS.stream()
                .filter(text -> pattern == null || text.matches(pattern.regexp()))
                .filter(text -> !isEmail || text.contains("@"))
                .findFirst()
                .map(NODES::stringNode)
                .orElseThrow(() -> new AssertionError("none of TEXTS fits " + pattern + ": add one"));
    }

    private static <A extends java.lang.annotation.Annotation> @Nullable A annotation(
            @Nullable AnnotatedElement element, @Nullable AnnotatedType annotated, Class<A> kind) {
        A found = element == null ? null : element.getAnnotation(kind);
        return found != null || annotated == null ? found : annotated.getAnnotation(kind);
    }
}
