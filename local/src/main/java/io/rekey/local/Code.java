package io.rekey.local;

import io.rekey.journey.Account;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Authenticator.Waiting;
import io.rekey.local.run.PlatformException;
import io.rekey.local.sample.SampleAccounts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stands in for the phone of a sample account. */
@Command(
        name = "code",
        description = "Print the six digits that a sample account's authenticator shows now.",
        mixinStandardHelpOptions = true)
final class Code implements Callable<Integer> {

    @Parameters(paramLabel = "<username>", description = "for example ada", defaultValue = "ada")
    private String username = "ada";

    @Option(
            names = "--data",
            paramLabel = "<folder>",
            defaultValue = "${env:REKEY_DATA:-data}",
            description = "the data folder (REKEY_DATA, default ./data)")
    private Path data = Path.of("data");

    @Override
    public Integer call() throws PlatformException {
        Account account = SampleAccounts.find(data, username)
                .orElseThrow(() -> new PlatformException("There is no sample account " + username
                        + " with an authenticator in " + data + ": run ./rekey up once."));
        Authenticator authenticator = Authenticator.of(account.authenticator(), Clock.systemUTC(), Waiting.silent());
        System.out.println(authenticator.presentCode());
        System.err.println("good for " + (authenticator.secondsLeft() + 25) + " s, once");
        return 0;
    }
}
