package io.rekey.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every guard of the protocol stands in the code where docs/protocol.md says, and no guard stands there unsaid. */
class GuardsTest {

    private static final int GUARDS = 34;
    private static final Pattern COMMENT = Pattern.compile("// Guard: (.+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| [^|]+ \\| [^|]+ \\| (.*`.*) \\|$");
    private static final Pattern PLACE = Pattern.compile("([a-z-]+)/`(\\w+)`");

    @Test
    void everyGuardStandsWhereTheProtocolSays() throws IOException {
        assertThat(saidInTheProtocol()).isEqualTo(standingInTheCode());
        assertThat(saidInTheProtocol().stream().map(Place::guard).distinct()).hasSize(GUARDS);
    }

    private static Set<Place> saidInTheProtocol() throws IOException {
        String protocol = Files.readString(Repository.root().resolve("docs/protocol.md"));
        return ROW.matcher(protocol)
                .results()
                .flatMap(row -> PLACE.matcher(row.group(2))
                        .results()
                        .map(place -> new Place(row.group(1).strip(), place.group(1), place.group(2))))
                .collect(Collectors.toSet());
    }

    private static Set<Place> standingInTheCode() throws IOException {
        Set<Place> places = new HashSet<>();
        try (Stream<Path> files = Repository.files(".java")) {
            files.filter(file -> Repository.relative(file).contains("/src/main/"))
                    .forEach(file -> guardsIn(file)
                            .map(guard -> new Place(
                                    guard.group(1).strip(),
                                    Repository.relative(file).replaceFirst("/.*", ""),
                                    file.getFileName().toString().replace(".java", "")))
                            .forEach(places::add));
        }
        return places;
    }

    private static Stream<MatchResult> guardsIn(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Place(String guard, String module, String type) {}
}
