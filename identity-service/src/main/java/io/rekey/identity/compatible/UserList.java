package io.rekey.identity.compatible;

import io.rekey.identity.plan.TakeOrder;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Whom to reset: a list of ids, or an object with such a list, which may say why. At most 10,000 ids; one that is named twice
 * counts once (R37).
 */
@JsonDeserialize(using = UserList.Reader.class)
record UserList(
        @NotEmpty @Size(max = TakeOrder.MOST) List<@NotNull @Pattern(regexp = TakeOrder.ID) String> userIds,

        @Nullable @Size(max = 500) @Pattern(regexp = NOT_BLANK)
        String reason,

        @Nullable @Size(max = 100) String ticket) {

    /** Something that can be read. */
    static final String NOT_BLANK = "(?s).*\\S.*";

    List<String> users() {
        return userIds.stream().distinct().toList();
    }

    /** The object form; unknown fields are refused as everywhere (R41). */
    private record Form(
            List<String> userIds,
            @Nullable String reason,
            @Nullable String ticket) {}

    static final class Reader extends ValueDeserializer<UserList> {

        @Override
        public UserList deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.hasToken(JsonToken.START_ARRAY)) {
                // An array, for a list of ours takes no null: what is wrong with an id is for the validation to say.
                return new UserList(Arrays.asList(context.readValue(parser, String[].class)), null, null);
            }
            Form form = context.readValue(parser, Form.class);
            return new UserList(form.userIds(), form.reason(), form.ticket());
        }
    }
}
