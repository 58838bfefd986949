package io.rekey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.CommandLineRun;
import io.rekey.cli.standin.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every help text, word by word. After a change that is meant:
 * {@code mvn -pl cli test -Dtest=HelpTest -Dhelp=write}, and read the difference.
 */
class HelpTest {

    private static final boolean WRITE = "write".equals(System.getProperty("help"));
    private static final Path FOLDER = Path.of("src/test/resources/io/rekey/cli/help");

    private final CommandLineRun rekey = new CommandLineRun(Path.of(""));

    static Stream<String> commands() {
        return Commands.byName().keySet().stream();
    }

    /** The text that a command is expected to print. */
    static String golden(String command) {
        try {
            return Files.readString(FOLDER.resolve(file(command)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void readsAsItShould(String command) throws IOException {
        String[] words = (command + " --help").split(" ", -1);
        String text = rekey.run(words).expect(ExitCode.DONE).out();
        write(command, text);
        assertThat(text).isEqualTo(golden(command));
    }

    @Test
    void listsAllThereIs() throws IOException {
        String text = rekey.run().expect(ExitCode.DONE).out();
        write("rekey", text);
        assertThat(text).isEqualTo(golden("rekey"));
        assertThat(rekey.run("--help").out()).isEqualTo(text);
        assertThat(rekey.run("help").out()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isTheSameByItsOtherName(String command) {
        String[] words = ("help " + command).split(" ", -1);
        assertThat(rekey.run(words).expect(ExitCode.DONE).out()).isEqualTo(golden(command));
    }

    @Test
    void keepsNoTextOfACommandThatIsGone() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("rekey"), commands())
                            .map(HelpTest::file)
                            .toList());
        }
    }

    @Test
    void knowsNoHelpForWhatIsNotThere() {
        Outcome outcome = rekey.run("help", "users", "fnd").expect(ExitCode.USAGE);
        assertThat(outcome.err()).contains("there is no command users fnd. Did you mean find?");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysItsVersion(String command) {
        String[] words = (command + " --version").split(" ", -1);
        assertThat(rekey.run(words).expect(ExitCode.DONE).out()).startsWith("rekey ");
    }

    @Test
    void sendsWhoeverForgotTheSecondWordToTheHelp() {
        Outcome outcome = rekey.run("users").expect(ExitCode.USAGE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("rekey users --help");
    }

    private static void write(String command, String text) throws IOException {
        if (WRITE) {
            Files.writeString(FOLDER.resolve(file(command)), text);
        }
    }

    private static String file(String command) {
        return command.replace(' ', '-').replace(':', '-') + ".txt";
    }
}
