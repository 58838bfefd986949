package io.rekey.cli.users;

import io.rekey.cli.connection.Connection;

/**
 * A user that was found.
 *
 * @param connection acts in the user's organization
 */
public record KnownUser(String userId, String username, Connection connection) {}
