package io.rekey.device.trusteddevice;

import java.util.regex.Pattern;

/** The user whom devices belong to: identity-service's id, and the key under which the devices are stored. */
public record UserId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public UserId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a valid user id");
        }
    }
}
