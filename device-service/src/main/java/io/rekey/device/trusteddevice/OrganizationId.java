package io.rekey.device.trusteddevice;

import java.util.regex.Pattern;

/** The organization that a sign-in named. */
public record OrganizationId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public OrganizationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a valid organization id");
        }
    }
}
