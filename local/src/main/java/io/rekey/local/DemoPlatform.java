package io.rekey.local;

import io.rekey.journey.Account;
import io.rekey.journey.Installation;
import io.rekey.local.run.DataFolder;
import io.rekey.local.run.FirstAdministrator;
import io.rekey.local.run.PlatformException;
import io.rekey.local.run.PlatformPorts;
import io.rekey.local.run.RunningPlatform;
import io.rekey.local.sample.SampleAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** What the demonstration is played on: the platform that somebody runs here, or one for this purpose only. */
final class DemoPlatform implements AutoCloseable {

    private final Installation installation;
    private final Account administrator;
    private final @Nullable Own own;

    private DemoPlatform(PlatformPorts ports, Account administrator, @Nullable Own own) {
        this.installation = Installation.local(ports.identity(), ports.inbox(), ports.kafka());
        this.administrator = administrator;
        this.own = own;
    }

    /**
     * Uses the platform that holds the data folder, if one does; otherwise starts one on free ports, with its data in a
     * folder that is deleted at the end.
     */
    static DemoPlatform find(PlatformOptions options, StartProgress progress)
            throws PlatformException, InterruptedException {
        Optional<Account> ada = DataFolder.isInUse(options.data)
                ? SampleAccounts.find(options.data, FirstAdministrator.USERNAME)
                : Optional.empty();
        if (ada.isEmpty()) {
            return start(progress);
        }
        Logging.nowhere();
        return new DemoPlatform(options.ports(), ada.get(), null);
    }

    Installation installation() {
        return installation;
    }

    Account administrator() {
        return administrator;
    }

    /** In a few words, for the transcript. */
    String described() {
        return own == null ? "on the platform that runs here" : "on a platform of its own";
    }

    /** What to read if a step did not hold; a platform of its own then leaves its log. */
    Optional<Path> keepLog() {
        return Optional.ofNullable(own).map(Own::keep);
    }

    /** Ends what it started, and nothing else. */
    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    /** One of its own. */
    static DemoPlatform start(StartProgress progress) throws PlatformException, InterruptedException {
        Own own = Own.create();
        try {
            PlatformPorts ports = own.start(progress);
            return new DemoPlatform(ports, SampleAccounts.ensureAdministrator(own.folder, ports), own);
        } catch (PlatformException e) {
            own.close();
            throw e;
        }
    }

    /** A platform in this process, with its data in a temporary folder; also gone if somebody presses Ctrl-C. */
    private static final class Own {

        private final Path folder;
        private final Thread hook = new Thread(this::end, "stop");
        private @Nullable DataFolder data;
        private @Nullable RunningPlatform platform;
        private boolean kept;

        private Own(Path folder) {
            this.folder = folder;
        }

        static Own create() throws PlatformException {
            try {
                Own own = new Own(Files.createTempDirectory("rekey-demo-"));
                Runtime.getRuntime().addShutdownHook(own.hook);
                return own;
            } catch (IOException e) {
                throw new PlatformException("There is no room for temporary files: set java.io.tmpdir.", e);
            }
        }

        PlatformPorts start(StartProgress progress) throws PlatformException {
            Logging.into(folder);
            data = DataFolder.open(folder);
            platform = RunningPlatform.start(data, PlatformPorts.free(), progress);
            return platform.ports();
        }

        Path keep() {
            kept = true;
            return folder.resolve("rekey.log");
        }

        void close() {
            Runtime.getRuntime().removeShutdownHook(hook);
            end();
        }

        private void end() {
            if (platform != null) {
                platform.close();
            }
            if (data != null) {
                data.close();
            }
            try {
                if (!kept) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            } catch (IOException e) {
                System.err.println("rekey: " + folder + " could not be deleted");
            }
        }
    }
}
