package io.rekey.local.sample;

import io.rekey.journey.Account;
import io.rekey.journey.Administrator;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Browser;
import io.rekey.journey.Installation;
import io.rekey.journey.SignIn;
import io.rekey.journey.UnexpectedException;
import io.rekey.local.run.FirstAdministrator;
import io.rekey.local.run.PlatformException;
import io.rekey.local.run.PlatformPorts;
import io.rekey.local.run.Progress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * People to try Rekey with. There is no back door for them: the first administrator is invited by mail as in any
 * installation, and each set-up is made over HTTP, as a person would make it.
 */
public final class SampleAccounts {

    private static final List<Person> PEOPLE = List.of(
            new Person("marta", "Marta Okafor", "USER", true),
            new Person("jun", "Jun Martens", "SUPPORT", true),
            new Person("sam", "Sam Rivera", "USER", false),
            new Person("lena", "Lena Novak", "USER", false));

    private final SampleAccountFile file;
    private final Installation installation;
    private final CompleteSetUp setUp;

    private SampleAccounts(SampleAccountFile file, Installation installation) {
        this.file = file;
        this.installation = installation;
        this.setUp = new CompleteSetUp(file, installation);
    }

    /**
     * Makes what is missing, at the first start or where an earlier one was cut off.
     *
     * @return lines for the person at the terminal
     */
    public static List<String> ensure(Path folder, PlatformPorts ports, Progress progress)
            throws PlatformException, InterruptedException {
        SampleAccounts accounts = new SampleAccounts(SampleAccountFile.in(folder), at(ports));
        if (accounts.anyMissing()) {
            long began = System.nanoTime();
            accounts.make(PEOPLE);
            progress.started("sample accounts", Duration.ofNanos(System.nanoTime() - began));
        }
        return accounts.lines();
    }

    /** Only the first administrator, for a platform that lives shortly. */
    public static Account ensureAdministrator(Path folder, PlatformPorts ports)
            throws PlatformException, InterruptedException {
        SampleAccounts accounts = new SampleAccounts(SampleAccountFile.in(folder), at(ports));
        accounts.make(List.of());
        return accounts.file.find(FirstAdministrator.USERNAME).orElseThrow().account();
    }

    /** A complete sample account, if there is one of that name. */
    public static Optional<Account> find(Path folder, String username) throws PlatformException {
        return SampleAccountFile.in(folder)
                .find(username)
                .filter(SampleAccount::complete)
                .map(SampleAccount::account);
    }

    private boolean anyMissing() {
        return !file.find(FirstAdministrator.USERNAME)
                        .map(SampleAccount::complete)
                        .orElse(false)
                || PEOPLE.stream().anyMatch(person -> !person.isDone(file));
    }

    private void make(List<Person> people) throws PlatformException, InterruptedException {
        try {
            Account ada = setUp.ensure(
                    SampleAccount.invited(FirstAdministrator.USERNAME, FirstAdministrator.EMAIL, "ADMINISTRATOR"));
            if (people.isEmpty()) {
                return;
            }
            Administrator administrator = signedIn(ada);
            for (Person person : people) {
                invite(administrator, person);
            }
            for (Person person : people) {
                if (person.setUp()) {
                    setUp.ensure(file.find(person.username()).orElseThrow());
                }
            }
        } catch (UnexpectedException | UncheckedIOException e) {
            throw new PlatformException("The sample accounts could not be set up: " + e.getMessage() + ".", e);
        }
    }

    private Administrator signedIn(Account ada) throws InterruptedException {
        Browser browser = installation.newBrowser();
        Authenticator phone = setUp.authenticatorOf(ada);
        new SignIn(browser).complete(ada, phone, false);
        return new Administrator(ada, browser, phone);
    }

    private void invite(Administrator administrator, Person person) throws PlatformException {
        boolean known = file.find(person.username()).isPresent()
                || administrator
                        .users(person.username())
                        .expect(200)
                        .json()
                        .path("users")
                        .valueStream()
                        .anyMatch(user -> user.path("username").asString("").equals(person.username()));
        if (!known) {
            administrator.invite(person.username(), person.email(), person.displayName(), person.role());
        }
        if (file.find(person.username()).isEmpty()) {
            file.put(SampleAccount.invited(person.username(), person.email(), person.role()));
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  Sample accounts (organization " + FirstAdministrator.ORGANIZATION + "; all of it in " + file.path()
                + ")");
        for (SampleAccount account : file.all()) {
            lines.add(
                    account.complete()
                            ? "    %-6s %-14s password %s   code: ./rekey code %s"
                                    .formatted(
                                            account.username(), account.role(), account.password(), account.username())
                            : "    %-6s %-14s invited; the link is in the inbox"
                                    .formatted(account.username(), account.role()));
        }
        return lines;
    }

    private static Installation at(PlatformPorts ports) {
        return Installation.local(ports.identity(), ports.inbox(), ports.kafka());
    }

    /** @param setUp whether the set-up is made too, or left to whoever tries it */
    private record Person(String username, String displayName, String role, boolean setUp) {

        String email() {
            return username + "@acme.example";
        }

        boolean isDone(SampleAccountFile file) {
            return file.find(username)
                    .map(account -> account.complete() || !setUp)
                    .orElse(false);
        }
    }
}
