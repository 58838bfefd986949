package io.rekey.messaging.event;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A topic and the closed family of events that it carries. Event types are read from the sealed interface, so an event is
 * added by adding a record: {@code MfaResetRequested} becomes {@code <namespace>.MfaResetRequested.v1}.
 *
 * @param name the Kafka topic
 * @param namespace what each CloudEvents type of this topic starts with
 * @param source the CloudEvents source of the service that owns the topic
 * @param family the sealed interface
 * @param key what a record of the topic is keyed by
 */
public record EventTopic<E>(
        String name, String namespace, String source, Class<E> family, Function<? super E, String> key) {

    private static final String VERSION = ".v1";

    public EventTopic {
        if (!family.isSealed()) {
            throw new IllegalArgumentException(family + " must be sealed: a topic carries a closed family");
        }
    }

    /** The CloudEvents type of an event of this topic. */
    public String typeOf(E event) {
        return typeOf(event.getClass());
    }

    /** The event class for a CloudEvents type, empty if this family has no such type. */
    public Optional<Class<? extends E>> eventClass(String type) {
        return Optional.ofNullable(eventClasses().get(type));
    }

    /** All types of this topic with their classes. */
    public Map<String, Class<? extends E>> eventClasses() {
        return members(family).collect(Collectors.toMap(this::typeOf, Function.identity()));
    }

    /** Whether a type belongs to this topic's namespace, known or not. */
    public boolean owns(String type) {
        return type.startsWith(namespace + ".");
    }

    /** Whether a type is another version of an event that this family has. */
    public boolean isOtherVersionOfKnown(String type) {
        int version = type.lastIndexOf(".v");
        return version > 0 && eventClass(type.substring(0, version) + VERSION).isPresent();
    }

    /** The class-path resource and public address path of a type's JSON Schema. */
    public static String schemaPath(String type) {
        return "schemas/" + type + ".json";
    }

    private String typeOf(Class<?> event) {
        return namespace + "." + event.getSimpleName() + VERSION;
    }

    private static <T> Stream<Class<? extends T>> members(Class<T> sealed) {
        return Stream.of(sealed.getPermittedSubclasses()).map(member -> member.asSubclass(sealed));
    }
}
