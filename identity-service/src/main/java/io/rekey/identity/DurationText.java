package io.rekey.identity;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads durations in requests as ISO 8601 has them ({@code PT1H}) or as people write them ({@code 1h}, {@code 30d}). A bare
 * number is refused: nobody could tell of what.
 */
@JacksonComponent
class DurationText extends ValueDeserializer<Duration> {

    private static final Pattern SIMPLE = Pattern.compile("[0-9]{1,9}(ms|s|m|h|d)");

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Duration) context.handleUnexpectedToken(Duration.class, parser);
        }
        String text = parser.getString();
        try {
            return SIMPLE.matcher(text).matches() ? DurationStyle.SIMPLE.parse(text) : Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            return (Duration) context.handleWeirdStringValue(Duration.class, text, "like PT1H or 1h");
        }
    }
}
