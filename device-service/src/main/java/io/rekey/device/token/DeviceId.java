package io.rekey.device.token;

import java.util.regex.Pattern;

/** Names one trusted device of one user. It is no secret: it stands in the cookie, in events and in lists. */
public record DeviceId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public DeviceId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a device id");
        }
    }

    static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }
}
