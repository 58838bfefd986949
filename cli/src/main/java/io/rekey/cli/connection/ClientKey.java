package io.rekey.cli.connection;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.rekey.cli.output.FailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client's private key, from a file that nobody but its owner may read. Its content never leaves this class. */
final class ClientKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final int P256_BITS = 256;

    private final PrivateKey privateKey;
    private final SignatureAlgorithm algorithm;

    private ClientKey(PrivateKey privateKey, SignatureAlgorithm algorithm) {
        this.privateKey = privateKey;
        this.algorithm = algorithm;
    }

    /**
     * Reads PKCS#8 in PEM, Ed25519 or EC on P-256.
     *
     * @throws FailedException with what to do, if others may read the file or it is no such key; it quotes nothing of it
     */
    static ClientKey read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw KeyTrouble.missing(file);
        }
        try {
            requireOwnersOnly(file);
            return parse(file, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw KeyTrouble.unreadable(file);
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    private static void requireOwnersOnly(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw KeyTrouble.openToOthers(file);
        }
    }

    private static ClientKey parse(Path file, String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            throw KeyTrouble.notPem(file);
        }
        if (!pem.group(1).equals("PRIVATE KEY")) {
            throw KeyTrouble.otherKind(file, pem.group(1));
        }
        return decoded(pem.group(2))
                .flatMap(bytes -> ed25519(bytes).or(() -> p256(bytes)))
                .orElseThrow(() -> KeyTrouble.otherAlgorithm(file));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ClientKey> ed25519(byte[] pkcs8) {
        return key("Ed25519", pkcs8).map(key -> new ClientKey(key, Jwts.SIG.EdDSA));
    }

    private static Optional<ClientKey> p256(byte[] pkcs8) {
        return key("EC", pkcs8)
                .filter(key -> key instanceof ECPrivateKey ec
                        && ec.getParams().getOrder().bitLength() == P256_BITS)
                .map(key -> new ClientKey(key, Jwts.SIG.ES256));
    }

    private static Optional<PrivateKey> key(String kind, byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ClientKey[…]";
    }
}
