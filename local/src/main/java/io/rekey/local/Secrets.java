package io.rekey.local;

import io.rekey.local.run.PlatformSecrets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints a fresh set of secrets, as docker-compose.yml wants them in {@code .env}. */
@Command(
        name = "secrets",
        description = "Print a fresh set of secrets: ./rekey secrets > .env",
        mixinStandardHelpOptions = true)
final class Secrets implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.println(
                "# Made by ./rekey secrets. Keep it out of version control; losing it loses the stored seeds.");
        PlatformSecrets.generate().asEnvironment().forEach(System.out::println);
        return 0;
    }
}
