package io.rekey.identity.link;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mailed link.
 *
 * @param baseUrl what links start with: from configuration only, never from a request (R25); https, but for localhost
 * @param key signs the tokens (HS256): at least 32 characters, used for nothing else
 */
@ConfigurationProperties("rekey.link")
public record LinkProperties(
        @DefaultValue("") String baseUrl, @DefaultValue("") String key) {

    private static final int MIN_KEY = 32;

    public LinkProperties {
        if (key.length() < MIN_KEY) {
            throw new IllegalArgumentException("rekey.link.key (REKEY_LINK_KEY) must have at least " + MIN_KEY
                    + " characters; make one with: ./rekey secrets");
        }
        URI uri = URI.create(baseUrl);
        boolean secure = "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && "localhost".equals(uri.getHost()));
        if (!secure) {
            throw new IllegalArgumentException(
                    "rekey.link.base-url (REKEY_LINK_BASEURL) must be an https address, or http://localhost");
        }
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    @Override
    public String toString() {
        return "LinkProperties[baseUrl=" + baseUrl + "]";
    }
}
