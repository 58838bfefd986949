package io.rekey.identity;

/** Somebody in a test, with what they know. */
public record Person(String id, String organization, String username, String password, String enrollmentId) {}
