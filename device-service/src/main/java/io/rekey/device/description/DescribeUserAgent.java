package io.rekey.device.description;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ua_parser.Client;
import ua_parser.Parser;

/** Turns a {@code User-Agent} header into words. Never fails: what is not understood becomes {@code Unknown}. */
@Component
public class DescribeUserAgent {

    /** The parser tries hundreds of patterns: what it gets is bounded first, so that nobody can make them slow. */
    private static final int MAX_LENGTH = 512;

    private static final String UNKNOWN = "Unknown";
    private static final Set<String> NOT_A_NAME = Set.of("Other", "K", "Generic Smartphone", "Generic Tablet");
    private static final Set<String> PHONE_SYSTEMS =
            Set.of("Windows Phone", "BlackBerry OS", "KaiOS", "Firefox OS", "Symbian OS");

    private static final Set<String> COMPUTER_SYSTEMS = Set.of(
            "Windows",
            "Mac OS X",
            "Mac OS",
            "Linux",
            "Ubuntu",
            "Fedora",
            "Debian",
            "Red Hat",
            "SUSE",
            "openSUSE",
            "Linux Mint",
            "Gentoo",
            "Slackware",
            "Arch Linux",
            "CentOS",
            "Chrome OS",
            "FreeBSD",
            "OpenBSD",
            "NetBSD",
            "Solaris");

    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Parser parser;

    /** Describes a browser. */
    public DeviceDescription describe(@Nullable String userAgent) {
        String bounded = userAgent == null ? "" : UntrustedText.cut(userAgent, MAX_LENGTH);
        Client client = parser().parse(bounded);
        SystemKind kind = kind(client, bounded);
        return new DeviceDescription(
                kind,
                name(client.device.family, kind.word()),
                versioned(client.os.family, client.os.major, client.os.minor),
                versioned(client.userAgent.family, client.userAgent.major, client.userAgent.minor));
    }

    /** Loaded at the first use, because reading all its patterns would delay the start. */
    private Parser parser() {
        Parser loaded = parser;
        if (loaded != null) {
            return loaded;
        }
        loading.lock();
        try {
            Parser first = parser == null ? new Parser() : parser;
            parser = first;
            return first;
        } finally {
            loading.unlock();
        }
    }

    private static SystemKind kind(Client client, String userAgent) {
        String device = client.device.family;
        String system = client.os.family;
        if (device.startsWith("iPad")) {
            return SystemKind.TABLET;
        }
        if (system.equals("iOS") || PHONE_SYSTEMS.contains(system)) {
            return SystemKind.PHONE;
        }
        if (system.equals("Android")) {
            return userAgent.contains("Mobile") ? SystemKind.PHONE : SystemKind.TABLET;
        }
        return COMPUTER_SYSTEMS.contains(system) ? SystemKind.COMPUTER : SystemKind.UNKNOWN;
    }

    private static String versioned(@Nullable String family, @Nullable String major, @Nullable String minor) {
        String name = name(family, UNKNOWN);
        if (major == null || name.equals(UNKNOWN)) {
            return name;
        }
        return name(name + " " + (minor == null ? major : major + "." + minor), name);
    }

    private static String name(@Nullable String family, String otherwise) {
        String name = family == null || NOT_A_NAME.contains(family) ? "" : UntrustedText.name(family);
        return name.isEmpty() ? otherwise : name;
    }
}
