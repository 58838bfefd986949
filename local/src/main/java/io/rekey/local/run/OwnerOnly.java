package io.rekey.local.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody but their owner may read, from the moment they exist. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Writes a file of that kind in place of whatever is there. */
    public static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, permissions("rw-------"));
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Makes a folder of that kind; one that is there is left as it is. */
    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, permissions("rwx------"));
        }
    }

    private static FileAttribute<?>[] permissions(String posixPermissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posixPermissions))
                }
                : new FileAttribute<?>[0];
    }
}
