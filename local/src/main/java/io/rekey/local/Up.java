package io.rekey.local;

import io.rekey.local.run.DataFolder;
import io.rekey.local.run.PlatformPorts;
import io.rekey.local.run.RunningPlatform;
import io.rekey.local.sample.SampleAccounts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the platform and keeps it running until somebody ends the process. */
@Command(name = "up", description = "Start everything here, and keep what it stores.", mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {

    @Mixin
    private PlatformOptions options = new PlatformOptions();

    @Override
    public Integer call() throws Exception {
        Platform.requireJava();
        Logging.into(options.data);
        DataFolder folder = DataFolder.open(options.data);
        PlatformPorts ports = options.ports();
        System.out.println("Rekey starts, with its data in " + folder.path());
        StartProgress progress = new StartProgress(System.out);
        RunningPlatform platform = RunningPlatform.start(folder, ports, progress);
        CountDownLatch ended = endWithProcess(platform, folder);
        StartProgress.Ready ready = progress.ready();
        List<String> accounts = SampleAccounts.ensure(folder.path(), ports, progress);
        Summary.print(System.out, ports, folder.path(), accounts, ready);
        ended.await();
        return 0;
    }

    /** Ctrl-C and SIGTERM run this; kill -9 does not, and loses nothing either. */
    private static CountDownLatch endWithProcess(RunningPlatform platform, DataFolder folder) {
        Thread hook = new Thread(
                () -> {
                    long began = System.nanoTime();
                    platform.close();
                    folder.close();
                    System.out.printf("%nStopped in %.1f s.%n", (System.nanoTime() - began) / 1e9);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new CountDownLatch(1);
    }
}
