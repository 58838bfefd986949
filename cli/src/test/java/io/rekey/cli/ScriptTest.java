package io.rekey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The script, the help text and the module local agree about what runs Rekey here and what looks after one elsewhere. */
class ScriptTest {

    private static final Path LOCAL = Path.of("../local/src/main/java/io/rekey/local");
    private static final Pattern COMMAND = Pattern.compile(
            "@Command\\(\\s*name = \"([^\"]+)\",\\s*description = \"([^\"]+)\",(?!\\s*hidden|[^)]*hidden)");
    private static final Pattern ROUTED = Pattern.compile("(?m)^    ([a-z -]+(?: \\| [a-z-]+)+)\\) true ;;$");

    @Test
    void theHelpHasWhatTheModuleLocalDoes() throws IOException {
        assertThat(RunHere.commands()).isEqualTo(localCommands());
    }

    @Test
    void theScriptSendsThoseThere() throws IOException {
        Matcher routed = ROUTED.matcher(Files.readString(Path.of("../rekey")));
        assertThat(routed.find()).isTrue();
        List<String> names = List.of(routed.group(1).split(" \\| ", -1));
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(localCommands().keySet().stream(), Stream.of("warm-up"))
                                .toList());
    }

    @Test
    void theScriptIsBash() throws Exception {
        assertThat(new ProcessBuilder("bash", "-n", "../rekey")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Map<String, String> localCommands() throws IOException {
        Map<String, String> commands = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(LOCAL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher command = COMMAND.matcher(Files.readString(file));
                if (command.find() && !command.group(1).equals("rekey")) {
                    commands.put(command.group(1), command.group(2));
                }
            }
        }
        return commands;
    }
}
