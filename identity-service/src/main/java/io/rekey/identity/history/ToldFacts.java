package io.rekey.identity.history;

import io.rekey.events.Actor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, by the names of its components: a new event tells its part without a line here. What stands in no list
 * is left out, as an address in the reply of a mail server could be.
 */
final class ToldFacts {

    private static final Set<String> HARMLESS = Set.of(
            "accepted",
            "action",
            "all",
            "approvalsMissing",
            "approvalsNeeded",
            "approver",
            "approvers",
            "clientId",
            "count",
            "deviceId",
            "enrollmentId",
            "epoch",
            "fields",
            "left",
            "level",
            "method",
            "name",
            "needsApproval",
            "outcome",
            "permissions",
            "planId",
            "provider",
            "providers",
            "reason",
            "refused",
            "resetId",
            "resets",
            "result",
            "roles",
            "targets",
            "template",
            "ticket",
            "until",
            "usual",
            "version");

    private final Record event;

    ToldFacts(Record event) {
        this.event = event;
    }

    /** The epoch under which it happened; events that no epoch belongs to have none. */
    OptionalLong epoch() {
        return value("epoch") instanceof Long epoch ? OptionalLong.of(epoch) : OptionalLong.empty();
    }

    @Nullable
    Actor actor() {
        return value("actor") instanceof Actor actor ? actor : null;
    }

    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            Object value = HARMLESS.contains(component.getName()) ? value(component) : null;
            if (value != null) {
                details.put(component.getName(), plain(value));
            }
        }
        return details;
    }

    private @Nullable Object value(String name) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return value(component);
            }
        }
        return null;
    }

    private @Nullable Object value(RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Enum<?> one -> one.name();
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case Instant moment -> moment.toString();
            case Number number -> number;
            case Boolean whether -> whether;
            default -> value.toString();
        };
    }
}
