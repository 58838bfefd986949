package io.rekey.cli.connection;

import io.rekey.cli.output.FailedException;
import java.nio.file.Path;

/** What keeps a command from signing in before it has called anybody, with the way out of it. */
final class KeyTrouble {

    private KeyTrouble() {}

    static FailedException none(Path operatorsKey) {
        return FailedException.notAllowed("""
                there is no key to sign in with.
                Give one with --key (REKEY_KEY_FILE), and its client with --client (REKEY_CLIENT). To get one, make a pair:
                  openssl genpkey -algorithm ed25519 -out rekey.pem && chmod 600 rekey.pem && openssl pkey -in rekey.pem -pubout
                and let an administrator register the public half that it prints (POST /api/v1/api-clients).
                Where Rekey itself runs, ./rekey up keeps the operator's key in %s.""".formatted(operatorsKey));
    }

    static FailedException missing(Path file) {
        return FailedException.notAllowed("there is no key file " + file + ": check --key (REKEY_KEY_FILE).");
    }

    static FailedException unreadable(Path file) {
        return FailedException.notAllowed("the key file " + file + " cannot be read: run this as the file's owner.");
    }

    static FailedException openToOthers(Path file) {
        return FailedException.notAllowed("others than its owner may read or change the key file " + file
                + ": run chmod 600 " + file + ", and if it was so for long, make a new key.");
    }

    static FailedException notPem(Path file) {
        return FailedException.notAllowed(file + " is not a PEM file with a private key (PKCS#8).");
    }

    static FailedException otherKind(Path file, String kind) {
        return FailedException.notAllowed(file + " holds a PEM block \"" + kind + "\", and needed is PKCS#8 without a"
                + " passphrase: convert a private key with openssl pkcs8 -topk8 -nocrypt -in <file> -out <new file>.");
    }

    static FailedException otherAlgorithm(Path file) {
        return FailedException.notAllowed(file + " is neither an Ed25519 nor an EC P-256 private key: make one with"
                + " openssl genpkey -algorithm ed25519 -out <file>.");
    }

    static FailedException notAnOrganization() {
        return FailedException.usage("--organization (REKEY_ORGANIZATION) must be an id, like acme.");
    }

    static FailedException notAnAddress() {
        return FailedException.usage(
                "--url (REKEY_URL) must be like https://rekey.example.org, without query or password.");
    }
}
