package io.rekey.device.description;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address that a browser came from, as text for display. Never decides anything. */
public record IpAddress(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final IpAddress UNKNOWN = new IpAddress("unknown");

    /** Whatever does not look like an IPv4 or IPv6 address becomes {@code unknown}. */
    public static IpAddress of(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? new IpAddress(text) : UNKNOWN;
    }
}
