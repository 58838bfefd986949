package io.rekey.mfa.user;

import java.util.regex.Pattern;

/** The one shape of ids in all of Rekey (R42): none of them can carry a path, an operator or a separator. */
final class Ids {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Ids() {}

    /** The message does not quote the value: it may be anything. */
    static String checked(String value, String what) {
        if (value == null || !ID.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must match ^[A-Za-z0-9_-]{1,64}$");
        }
        return value;
    }
}
