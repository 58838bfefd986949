package io.rekey.identity.setup;

import io.rekey.identity.organization.Organization;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;

/**
 * Whom a set-up is for, as its pages name them.
 *
 * @param invited whether this is their first time: they have no password yet
 */
record AddressedPerson(String name, String username, String organization, String issuer, boolean invited) {

    static AddressedPerson of(User user, Organization organization) {
        return new AddressedPerson(
                user.displayName(),
                user.username(),
                organization.name(),
                organization.issuer(),
                user.status() == UserStatus.INVITED);
    }
}
