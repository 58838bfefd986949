package io.rekey.identity.user;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form of a username that is unique and searched for: normalized, lower case. Addresses and names are searched for in the
 * same form.
 */
public final class Username {

    private Username() {}

    public static String key(String username) {
        return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
