package io.rekey.cli.users;

import io.rekey.cli.connection.Surroundings;
import io.rekey.cli.output.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that somebody names, or {@code -} for what comes in by standard input. */
public final class InputFile {

    private InputFile() {}

    /** @throws FailedException if it cannot be read or nothing is in it */
    public static byte[] read(String name, Surroundings surroundings) {
        try {
            byte[] content = name.equals("-") ? surroundings.in().readAllBytes() : Files.readAllBytes(Path.of(name));
            if (content.length == 0) {
                throw FailedException.usage("there is nothing in " + name + ".");
            }
            return content;
        } catch (IOException e) {
            throw FailedException.usage("the file " + name + " cannot be read: check its name and who may read it.");
        }
    }
}
