package io.rekey.events;

import io.rekey.events.device.DeviceEvent;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.events.notification.NotificationEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One event of the published language with its schema and its golden sample. */
record PublishedEvent(Class<?> family, Class<? extends Record> eventClass) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<PublishedEvent> all() {
        return families()
                .flatMap(family -> Stream.of(family.getPermittedSubclasses())
                        .map(event -> new PublishedEvent(family, event.asSubclass(Record.class))));
    }

    static Stream<Class<?>> families() {
        return Stream.of(IdentityEvent.class, MfaEvent.class, DeviceEvent.class, NotificationEvent.class);
    }

    String type() {
        return constant(family, "NAMESPACE") + "." + eventClass.getSimpleName() + ".v1";
    }

    String schemaPath() {
        return "/schemas/" + type() + ".json";
    }

    JsonNode schema() {
        return JSON.readTree(text(schemaPath()));
    }

    /** A new copy at every call. */
    ObjectNode sample() {
        return (ObjectNode) JSON.readTree(text("/samples/" + type() + ".json"));
    }

    Object read(JsonNode json) {
        return JSON.treeToValue(json, eventClass);
    }

    static JsonNode write(Object event) {
        return JSON.readTree(JSON.writeValueAsString(event));
    }

    static String constant(Class<?> family, String name) {
        try {
            return (String) family.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = PublishedEvent.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return type();
    }
}
