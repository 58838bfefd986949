package io.rekey.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One cell of a fence: a provider at one level. Identity keeps the fence, mfa-service a copy of it; both name its cells by
 * {@link #key()}, so a reset means the same thing in both databases.
 *
 * @param level {@code USER} or {@code ORGANIZATION}
 * @param organizationId the organization of an organization-level enrollment; ignored for {@code USER}
 * @param provider what the user picked, for example {@code google}
 */
public record Scope(Level level, String organizationId, String provider) {

    /** Stands in a provider's place for the backup codes of a level: every reset of the level voids them. */
    public static final String BACKUP_CODES = "backup_codes";

    public Scope {
        if (level == Level.BOTH) {
            throw new IllegalArgumentException("a scope has one level");
        }
    }

    /** The field name under {@code fences}: {@code user:google} or {@code organization:acme:google}. */
    public String key() {
        return level == Level.USER ? "user:" + provider : "organization:" + organizationId + ":" + provider;
    }

    /**
     * The cells that a reset covers: every provider named, and the backup codes, at the level (or both levels) named.
     *
     * @param level may be {@code BOTH}
     */
    public static List<Scope> covered(Level level, String organizationId, Collection<String> providers) {
        List<Scope> covered = new ArrayList<>();
        for (Level one : level == Level.BOTH ? List.of(Level.USER, Level.ORGANIZATION) : List.of(level)) {
            providers.forEach(provider -> covered.add(new Scope(one, organizationId, provider)));
            covered.add(new Scope(one, organizationId, BACKUP_CODES));
        }
        return List.copyOf(covered);
    }
}
