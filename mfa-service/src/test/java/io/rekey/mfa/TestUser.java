package io.rekey.mfa;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A user of a test, with an id of their own; acts at one level. */
public record TestUser(String id, String organization, String level) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Somebody new, with personal enrollments. */
    public static TestUser somebody() {
        return new TestUser("u-" + COUNT.incrementAndGet(), "acme", "USER");
    }

    public TestUser inOrganization(String other) {
        return new TestUser(id, other, "ORGANIZATION");
    }

    public String newEnrollmentId() {
        return "e-" + COUNT.incrementAndGet();
    }

    Map<String, Object> enrollment(String enrollmentId, String provider, long epoch) {
        return Map.of(
                "enrollmentId", enrollmentId,
                "userId", id,
                "organizationId", organization,
                "level", level,
                "provider", provider,
                "epoch", epoch,
                "issuer", "Acme (production)",
                "account", "marta");
    }
}
