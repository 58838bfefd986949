package io.rekey.cli.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A resource under the server's URL, for example {@code /api/v1/users?query=marta}. Whatever is put into it is encoded. */
public record Address(String text) {

    /** @param segments further steps of the path: ids, names */
    public static Address of(String path, String... segments) {
        StringBuilder text = new StringBuilder(path);
        for (String segment : segments) {
            text.append('/').append(encoded(segment));
        }
        return new Address(text.toString());
    }

    /** Adds a parameter of the query, or nothing if there is no value. */
    public Address with(String name, @Nullable Object value) {
        return value == null
                ? this
                : new Address(text + (text.contains("?") ? "&" : "?") + name + "=" + encoded(value.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
