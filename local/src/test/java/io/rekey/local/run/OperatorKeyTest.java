package io.rekey.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's key of a data folder: made once, kept from others, and the two halves fit. */
class OperatorKeyTest {

    @TempDir
    private Path data;

    @Test
    void isMadeOnceAndStays() throws Exception {
        Path file = data.resolve("secrets").resolve("operator.pem");
        OperatorKey made = OperatorKey.loadOrCreate(file.getParent());
        String secret = Files.readString(file);

        assertThat(OperatorKey.loadOrCreate(file.getParent())).isEqualTo(made);
        assertThat(Files.readString(file)).isEqualTo(secret).startsWith("-----BEGIN " + "PRIVATE KEY-----\n");
        assertThat(fits(secret, made.publicKey())).isTrue();
        assertThat(made.toString()).doesNotContain(secret.lines().toList().get(1));
    }

    @Test
    void isForItsOwnerAlone() throws Exception {
        Path file = data.resolve("secrets").resolve("operator.pem");
        OperatorKey.loadOrCreate(file.getParent());
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(permissions(each)).isEqualTo("rw-------"));
        }
    }

    /** After a crash in between, or a file that somebody removed, the halves must not be of two pairs. */
    @Test
    void isMadeAnewWhereOneHalfIsMissing() throws Exception {
        Path file = data.resolve("secrets").resolve("operator.pem");
        OperatorKey first = OperatorKey.loadOrCreate(file.getParent());
        for (Path missing : new Path[] {file, file.resolveSibling("operator.pub.pem")}) {
            Files.delete(missing);
            OperatorKey next = OperatorKey.loadOrCreate(file.getParent());
            assertThat(next).isNotEqualTo(first);
            assertThat(fits(Files.readString(file), next.publicKey())).isTrue();
        }
    }

    @Test
    void isNoPartOfWhatADeploymentIsGiven() throws Exception {
        PlatformSecrets secrets;
        try (DataFolder folder = DataFolder.open(data)) {
            secrets = PlatformSecrets.of(folder);
        }
        assertThat(secrets.operatorPublicKey()).startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(secrets.asEnvironment()).noneMatch(line -> line.contains("OPERATOR"));
        assertThat(PlatformSecrets.generate().operatorPublicKey()).isEmpty();
    }

    private static boolean fits(String privatePem, String publicPem) throws Exception {
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        PrivateKey secret = keys.generatePrivate(new PKCS8EncodedKeySpec(der(privatePem)));
        PublicKey open = keys.generatePublic(new X509EncodedKeySpec(der(publicPem)));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        return signature.verify(signed);
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
