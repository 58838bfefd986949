package io.rekey.local.run;

/** Whom identity-service invites into the empty local installation. */
public final class FirstAdministrator {

    public static final String ORGANIZATION = "acme";
    public static final String USERNAME = "ada";
    public static final String EMAIL = "ada@acme.example";

    private FirstAdministrator() {}
}
