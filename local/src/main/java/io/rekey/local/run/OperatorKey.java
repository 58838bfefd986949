package io.rekey.local.run;

import io.rekey.serviceauth.Ed25519Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Key;
import java.security.KeyPair;
import java.util.Base64;

/**
 * The operator's key of one data folder: {@code secrets/operator.pem} (PKCS#8), for its owner alone, as openssl makes one.
 * The public half stands in {@code operator.pub.pem} beside it, for it cannot be worked out from the private one here.
 *
 * @param publicKey SubjectPublicKeyInfo, PEM
 */
record OperatorKey(String publicKey) {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * Reads the pair, or makes one where either half is missing: then the half that was there is good for nothing.
     *
     * @param folder made if absent
     * @throws PlatformException if it cannot be read or written
     */
    static OperatorKey loadOrCreate(Path folder) throws PlatformException {
        Path privateKey = folder.resolve("operator.pem");
        Path publicKey = folder.resolve("operator.pub.pem");
        try {
            OwnerOnly.createFolder(folder);
            if (!Files.exists(privateKey) || !Files.exists(publicKey)) {
                create(privateKey, publicKey);
            }
            return new OperatorKey(Files.readString(publicKey, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new PlatformException("The operator's key " + privateKey + " cannot be read or written.", e);
        }
    }

    /** The public half last: where it stands, the private one is complete. */
    private static void create(Path privateKey, Path publicKey) throws IOException {
        Files.deleteIfExists(publicKey);
        KeyPair pair = Ed25519Keys.generate();
        OwnerOnly.write(privateKey, pem("PRIVATE KEY", pair.getPrivate()));
        Path draft = publicKey.resolveSibling(publicKey.getFileName() + ".new");
        OwnerOnly.write(draft, pem("PUBLIC KEY", pair.getPublic()));
        Files.move(draft, publicKey, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String kind, Key key) {
        String base64 = LINES.encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
