package io.rekey.identity.user;

import io.rekey.events.Level;
import io.rekey.identity.access.Permission;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A person, as read from the one document that carries everything that must be atomic for them (docs/protocol.md). Only read:
 * every change is a guarded write of its own, never a save of the whole.
 *
 * <p>{@code epoch} counts the decisions that voided something, from 1 at the invitation on, without holes. An artifact is
 * good if its own epoch is not below the {@link Fences fence} of its scope.
 *
 * @param username as typed at the invitation; {@code usernameKey} is its searchable, unique form
 * @param granted permissions beyond those of the roles, by their text; absent as good as none
 * @param pace how fast this person has been resetting others; absent until the first time
 * @param previousEmail the address before the present one; absent until it was changed
 * @param reEnrolledEpoch the epoch under which a set-up was last finished: kills the link of that epoch and older
 */
@Document(Users.COLLECTION)
@TypeAlias("user")
public record User(
        @Id String id,
        String organizationId,
        Set<String> memberships,
        String username,
        String usernameKey,
        String email,
        String displayName,
        String language,
        Set<String> roles,
        @Nullable Set<String> granted,
        UserStatus status,
        @Nullable String passwordHash,
        long epoch,
        Fences fences,
        List<RevokedDevice> revokedDevices,
        List<ConfirmedEnrollment> confirmed,
        long reEnrolledEpoch,
        @Nullable Reservation reservation,
        @Nullable Link link,
        Guesses guesses,
        @Nullable Guesses guessesFromTrustedBrowsers,
        List<IdempotentReset> idem,
        @Nullable Pace pace,
        @Nullable PreviousEmail previousEmail) {

    public Profile profile() {
        return new Profile(displayName, email, language);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    public boolean isMemberOf(String organization) {
        return organizationId.equals(organization) || memberships.contains(organization);
    }

    /** Whether the account can do more than look after itself. */
    public boolean isPrivileged() {
        return roles.stream().anyMatch(role -> !role.equals(Role.USER.name()));
    }

    public Role highestRole() {
        return roles.stream().map(Role::valueOf).max(Role::compareTo).orElse(Role.USER);
    }

    /** What the person may do to others at home: what the role brings, and what was granted where the role takes grants. */
    public Set<Permission> permissions() {
        Role role = highestRole();
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(role.permissions());
        if (granted != null && role.takesGrants()) {
            granted.stream().flatMap(text -> Permission.named(text).stream()).forEach(all::add);
        }
        return Collections.unmodifiableSet(all);
    }

    /** Whether somebody must release this person before they reset anybody again. */
    public boolean isFrozen() {
        return pace != null && pace.frozenAt() != null;
    }

    public boolean isRevoked(String deviceId) {
        return revokedDevices.stream().anyMatch(device -> device.id().equals(deviceId));
    }

    /** Factors that no reset has voided and that satisfy a sign-in to an organization. */
    public List<ConfirmedEnrollment> liveFactors(Level required, String organization) {
        return liveFactors().stream()
                .filter(factor -> factor.satisfies(required, organization))
                .toList();
    }

    /** Factors that no reset has voided, at whatever level. */
    public List<ConfirmedEnrollment> liveFactors() {
        return confirmed.stream().filter(factor -> factor.isLive(fences)).toList();
    }

    /** Whether any factor at all is left, at whatever level. */
    public boolean hasLiveFactor() {
        return !liveFactors().isEmpty();
    }

    /** The organization that the way back leads to: the one whose enrollment was reset, or the home. */
    public String organizationToSetUpFor() {
        return link == null || link.organizationId() == null ? organizationId : link.organizationId();
    }

    /** Whether the mailed link, or a set-up at sign-in in its place, may still lead back in. */
    public boolean hasOpenLink(Instant now) {
        return link != null && link.isOpen(fences, reEnrolledEpoch, now);
    }

    /** Never the hash of the password, nor anything else of the person. */
    @Override
    public String toString() {
        return "User[id=" + id + ", epoch=" + epoch + "]";
    }
}
