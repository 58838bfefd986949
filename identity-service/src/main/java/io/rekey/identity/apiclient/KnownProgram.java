package io.rekey.identity.apiclient;

import io.rekey.identity.session.Program;

/** A program that may ask for access tokens, with all that its registration allows, and the key that it signs with. */
public record KnownProgram(Program program, ClientKey publicKey) {}
