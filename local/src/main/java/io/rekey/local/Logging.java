package io.rekey.local;

import io.rekey.local.run.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The terminal is for the person; what the parts say to each other goes into {@code rekey.log} in the data folder. */
public final class Logging {

    private Logging() {}

    /** Call it before anything logs. */
    public static void into(Path data) throws PlatformException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new PlatformException(
                    "The data folder " + data.toAbsolutePath()
                            + " cannot be written: choose another with --data (REKEY_DATA).",
                    e);
        }
        System.setProperty("rekey.log", data.resolve("rekey.log").toString());
        configure("logback.xml");
    }

    /** For a command that only looks at a platform which another process runs, and which has its log. */
    static void nowhere() {
        configure("logback-silent.xml");
    }

    private static void configure(String file) {
        System.setProperty("logback.configurationFile", "io/rekey/local/" + file);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
