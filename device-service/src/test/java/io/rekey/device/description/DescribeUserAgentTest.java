package io.rekey.device.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DescribeUserAgentTest {

    private static final DescribeUserAgent DESCRIBE = new DescribeUserAgent();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        COMPUTER | Computer     | Windows 10      | Chrome 126.0         | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36
        COMPUTER | Computer     | Windows 10      | Edge 126.0           | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.68
        COMPUTER | Computer     | Windows 7       | IE 11.0              | Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko
        COMPUTER | Mac          | Mac OS X 10.15  | Safari 17.5          | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15
        COMPUTER | Mac          | Mac OS X 10.15  | Firefox 127.0        | Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0
        COMPUTER | Computer     | Linux           | Firefox 128.0        | Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0
        COMPUTER | Computer     | Ubuntu          | Firefox 126.0        | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0
        COMPUTER | Computer     | Chrome OS 14541.0 | Chrome 125.0       | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36
        COMPUTER | Computer     | Windows 10      | Opera 111.0          | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0
        PHONE    | iPhone       | iOS 17.5        | Mobile Safari 17.5   | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1
        PHONE    | iPhone       | iOS 17.5        | Chrome Mobile iOS 126.0 | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1
        TABLET   | iPad         | iOS 16.6        | Mobile Safari 16.6   | Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1
        PHONE    | Phone        | Android 10      | Chrome Mobile 126.0  | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36
        PHONE    | Samsung SM-G991B | Android 13  | Samsung Internet 25.0 | Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36
        TABLET   | SM-X700      | Android 14   | Chrome 125.0         | Mozilla/5.0 (Linux; Android 14; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36
        PHONE    | Phone        | Android 14      | Firefox Mobile 127.0 | Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0
        UNKNOWN  | Unknown      | Unknown         | curl 8.5             | curl/8.5.0
        UNKNOWN  | Unknown      | Unknown         | Unknown              | something else
        """)
    void namesWhatPeopleKnow(SystemKind kind, String system, String os, String browser, String userAgent) {
        assertThat(DESCRIBE.describe(userAgent)).isEqualTo(new DeviceDescription(kind, system, os, browser));
    }

    static List<String> hostileUserAgents() {
        return List.of(
                "",
                " ",
                "A".repeat(10_000),
                "Mozilla/5.0 (".repeat(800),
                "(".repeat(10_000),
                "Mozilla/5.0 (Linux; Android 13; " + "x ".repeat(5_000) + "Build/X) Mobile",
                "Mozilla/5.0 (Linux; Android 13; <script>alert(1)</script> Build/X) Chrome/1.0 Mobile",
                "Mozilla/5.0 (Linux; Android 13; =cmd|' /C calc'!A0 Build/X) Chrome/1.0 Mobile",
                "Mozilla/5.0 (Linux; Android 13; \"><img src=x onerror=a()> Build/X) Chrome/1.0 Mobile",
                "Mozilla/5.0 (Linux; Android 13; ${jndi:ldap://x/a} Build/X) Chrome/1.0 Mobile",
                "Mozilla/5.0 (Linux; Android 13; a\r\nSet-Cookie: b=c Build/X) Chrome/1.0 Mobile",
                "Mozilla/5.0 (Linux; Android 13; \u202Eevil\u2066 Build/X) Chrome/1.0 Mobile",
                "Mozilla/5.0 (Linux; Android 13; \0\u0001\u001B[31m\u007F\u0085 Build/X) Chrome/1.0 Mobile",
                "Mozilla/5.0 (Linux; Android 13; \uD83D\uDE00\uD83D Build/X) Chrome/1.0 Mobile",
                "\uD83D".repeat(10_000),
                "Firefox/" + "9".repeat(10_000),
                "Version/1 ".repeat(50) + "Mobile Safari/" + "1.".repeat(200));
    }

    @ParameterizedTest
    @MethodSource("hostileUserAgents")
    void makesHostileTextShortAndHarmless(String userAgent) {
        DeviceDescription description =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> DESCRIBE.describe(userAgent));
        for (String text : List.of(description.system(), description.operatingSystem(), description.browser())) {
            assertThat(text)
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(64)
                    .matches("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd} ._/(),:-]*");
        }
    }

    @Test
    void describesASilentBrowser() {
        assertThat(DESCRIBE.describe(null))
                .isEqualTo(new DeviceDescription(SystemKind.UNKNOWN, "Unknown", "Unknown", "Unknown"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8::1, 2001:db8::1",
        "::ffff:192.0.2.7, ::ffff:192.0.2.7",
        "<b>1</b>, unknown",
        "'1.2.3.4, 5.6.7.8', unknown",
        "'', unknown",
        ", unknown",
    })
    void showsOnlyAddressesAsAddresses(String text, String shown) {
        assertThat(IpAddress.of(text).value()).isEqualTo(shown);
    }

    @Test
    void showsNoAddressOfAnyLength() {
        assertThat(IpAddress.of("1".repeat(10_000)).value()).isEqualTo("unknown");
    }
}
