package io.rekey.cli;

import io.rekey.cli.output.ExitCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** How a help text is laid out: what is a command's own comes first, what all commands have comes last. */
final class HelpLayout extends Help {

    private static final int WIDTH = 110;
    private static final String COMMON = "commonOptions";

    private HelpLayout(CommandSpec command, ColorScheme colors) {
        super(command, colors);
    }

    static void applyTo(CommandLine tree) {
        List<String> order = new ArrayList<>(tree.getHelpSectionKeys());
        order.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        order.add(order.indexOf(UsageMessageSpec.SECTION_KEY_COMMAND_LIST) + 1, COMMON);
        tree.setHelpFactory(HelpLayout::new).setHelpSectionKeys(order).setUsageHelpWidth(WIDTH);
        addSections(tree);
        tree.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.table());
    }

    private static void addSections(CommandLine command) {
        Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::ownOptions);
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpLayout::commands);
        sections.put(COMMON, HelpLayout::commonOptions);
        command.getCommandSpec().usageMessage().parameterListHeading("%n");
        for (CommandLine subcommand : command.getSubcommands().values()) {
            subcommand.getCommandSpec().usageMessage().footer("", "Exit codes: ./rekey help");
            addSections(subcommand);
        }
    }

    /** Only what is the command's own: the rest is listed below, on every command alike. */
    @Override
    protected Ansi.Text createDetailedSynopsisOptionsText(
            Collection<ArgSpec> done, List<OptionSpec> options, Comparator<OptionSpec> order, boolean cluster) {
        return super.createDetailedSynopsisOptionsText(done, own(options), order, cluster);
    }

    private static String ownOptions(Help help) {
        List<OptionSpec> own = own(help.commandSpec().options());
        return own.isEmpty() ? "" : "%nOptions:%n".formatted() + help.optionListExcludingGroups(own);
    }

    private static String commonOptions(Help help) {
        List<OptionSpec> common = new ArrayList<>(help.commandSpec().options());
        common.removeAll(own(common));
        return "%nOn every command:%n".formatted() + help.optionListExcludingGroups(common);
    }

    private static List<OptionSpec> own(List<OptionSpec> options) {
        return options.stream()
                .filter(option ->
                        option.scopeType() != ScopeType.INHERIT && !option.usageHelp() && !option.versionHelp())
                .toList();
    }

    private static String commands(Help help) {
        if (help.subcommands().isEmpty()) {
            return "";
        }
        String other = list(help, name -> !RunHere.has(name));
        return help.commandSpec().parent() == null
                ? "%nRun Rekey here:%n".formatted()
                        + list(help, RunHere::has)
                        + "%nLook after a Rekey that runs:%n".formatted()
                        + other
                : "%nCommands:%n".formatted() + other;
    }

    private static String list(Help help, Predicate<String> wanted) {
        Map<String, Help> commands = new LinkedHashMap<>();
        help.subcommands().forEach((name, command) -> {
            if (wanted.test(name)) {
                commands.put(name, command);
            }
        });
        return help.commandList(commands);
    }
}
