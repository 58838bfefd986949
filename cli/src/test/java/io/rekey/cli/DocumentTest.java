package io.rekey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** docs/cli.md has each command and each option that there is, no other, and every example in it is understood. */
class DocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/cli.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (.+)$");
    private static final Pattern COMMAND = Pattern.compile("`([a-z:]+(?: [a-z]+)?)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z]+");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^(?:.*\\| )?\\./rekey (.+?)(?: \\|.*| > .*|\\s+#.*)?$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    @Test
    void describesEachCommandAndNoOther() throws IOException {
        Set<String> commands = Commands.byName().entrySet().stream()
                .filter(command -> command.getValue().getSubcommands().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(sections().keySet())).isEqualTo(commands);
    }

    @Test
    void describesTheOptionsOfEachCommandAndNoOther() throws IOException {
        sections().forEach((name, text) -> {
            Set<String> own = options(Commands.byName().get(name), false);
            assertThat(mentioned(text)).as(name).containsAll(own).isSubsetOf(all(name));
        });
    }

    @Test
    void describesTheOptionsOfAllCommands() throws IOException {
        String common = Files.readString(DOCUMENT).split("(?m)^### ", 2)[0];
        assertThat(mentioned(common)).containsAll(options(Commands.tree(), true));
    }

    @Test
    void showsAnExampleOfEachCommand() throws IOException {
        List<String> examples =
                examples().stream().map(words -> String.join(" ", words)).toList();
        assertThat(sections().keySet())
                .allSatisfy(
                        command -> assertThat(examples).anyMatch(example -> (example + " ").contains(command + " ")));
    }

    @Test
    void showsOnlyExamplesThatAreUnderstood() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(20).allSatisfy(words -> {
            CommandLine tree = Commands.tree();
            CommandLine.ParseResult parsed = tree.parseArgs(words.toArray(String[]::new));
            assertThat(parsed.errors()).isEmpty();
        });
    }

    @Test
    void explainsEachExitCode() throws IOException {
        String text = Files.readString(DOCUMENT);
        ExitCode.table().forEach((number, meaning) -> assertThat(text).contains("| " + number + " | " + meaning));
    }

    private static Set<String> all(String name) {
        Set<String> all = options(Commands.byName().get(name), false);
        all.addAll(options(Commands.tree(), true));
        return all;
    }

    private static Set<String> options(CommandLine command, boolean common) {
        return command.getCommandSpec().options().stream()
                .filter(option -> common == isCommon(option))
                .map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isCommon(OptionSpec option) {
        return option.scopeType() == ScopeType.INHERIT || option.usageHelp() || option.versionHelp();
    }

    private static Set<String> mentioned(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** What stands below each heading; one heading may name several commands. */
    private static Map<String, String> sections() throws IOException {
        String text = Files.readString(DOCUMENT);
        List<MatchResult> headings = SECTION.matcher(text).results().toList();
        Map<String, String> sections = new LinkedHashMap<>();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
            String section = text.substring(headings.get(i).end(), end).split("(?m)^## ", 2)[0];
            COMMAND.matcher(headings.get(i).group(1)).results().forEach(name -> sections.put(name.group(1), section));
        }
        return sections;
    }

    private static List<List<String>> examples() throws IOException {
        List<List<String>> examples = new ArrayList<>();
        EXAMPLE.matcher(Files.readString(DOCUMENT)).results().forEach(example -> {
            List<String> words = WORD.matcher(example.group(1))
                    .results()
                    .map(word -> word.group(1) != null
                            ? word.group(1)
                            : word.group(2) != null ? word.group(2) : word.group(3))
                    .toList();
            examples.add(words);
        });
        return examples;
    }
}
