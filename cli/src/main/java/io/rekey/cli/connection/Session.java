package io.rekey.cli.connection;

import io.rekey.cli.output.Output;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** One run of the command line: the options that every command has, and what they lead to. */
public final class Session {

    private static final String STANDARD_URL = "http://localhost:8080";

    private final Surroundings surroundings;
    private @Nullable Connection connection;
    private @Nullable Output output;

    @Option(
            names = "--url",
            paramLabel = "<url>",
            scope = ScopeType.INHERIT,
            description = "where Rekey answers (REKEY_URL, default " + STANDARD_URL + ")")
    private @Nullable String url;

    @Option(
            names = "--client",
            paramLabel = "<id>",
            scope = ScopeType.INHERIT,
            description = "who calls (REKEY_CLIENT, default " + Caller.OPERATOR + ")")
    private @Nullable String client;

    @Option(
            names = "--key",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "the caller's private key, PEM (REKEY_KEY_FILE; default: the operator's key of the platform"
                    + " that runs here)")
    private @Nullable Path key;

    @Option(
            names = "--organization",
            paramLabel = "<id>",
            scope = ScopeType.INHERIT,
            description = "where an operator acts (REKEY_ORGANIZATION)")
    private @Nullable String organization;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "print JSON and nothing else on standard output")
    private boolean json;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "print results and failures only, no progress")
    private boolean quiet;

    public Session(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /** Where results go. Ask when the options have been read. */
    public Output output() {
        if (output == null) {
            output = new Output(surroundings.out(), surroundings.err(), surroundings.terminal(), json, quiet);
        }
        return output;
    }

    /**
     * The way to the server. It signs in at its first call.
     *
     * @throws io.rekey.cli.output.FailedException if there is no usable key
     */
    public Connection connection() {
        if (connection == null) {
            connection = connect();
        }
        return connection;
    }

    private Connection connect() {
        String server = server();
        Optional<String> named = given(client, "REKEY_CLIENT");
        Path file = given(key == null ? null : key.toString(), "REKEY_KEY_FILE")
                .map(Path::of)
                .or(() -> named.isPresent() ? Optional.empty() : operatorsKey(server))
                .orElseThrow(() -> KeyTrouble.none(operatorsKeyFile()));
        Caller caller = new Caller(named.orElse(Caller.OPERATOR), ClientKey.read(file));
        warnOfPlainHttp(server);
        Wire wire = new Wire(server);
        return new Connection(
                wire,
                new AccessTokens(wire, caller, surroundings.clock()),
                organization().orElse(null),
                named.isEmpty());
    }

    private String server() {
        String chosen = given(url, "REKEY_URL").orElse(STANDARD_URL).replaceAll("/+$", "");
        try {
            URI uri = new URI(chosen);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
                return chosen;
            }
        } catch (URISyntaxException e) {
            // the same answer
        }
        throw KeyTrouble.notAnAddress();
    }

    /** Only for a platform on this machine: the operator's key is for nobody else's server. */
    private Optional<Path> operatorsKey(String server) {
        return Optional.of(operatorsKeyFile())
                .filter(file -> isHere(server) && file.toFile().exists());
    }

    private Path operatorsKeyFile() {
        Path data = Path.of(surroundings.variable("REKEY_DATA").orElse("data"));
        return surroundings.home().resolve(data).resolve("secrets").resolve("operator.pem");
    }

    private void warnOfPlainHttp(String server) {
        if (server.startsWith("http:") && !isHere(server)) {
            output().note("Warning: " + server + " is not https, so whoever is on the way can take the access token.");
        }
    }

    private static boolean isHere(String server) {
        String host = URI.create(server).getHost().toLowerCase(Locale.ROOT);
        return List.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    private Optional<String> organization() {
        return given(organization, "REKEY_ORGANIZATION").map(id -> {
            if (!id.matches("[\\x21-\\x7e]{1,100}")) {
                throw KeyTrouble.notAnOrganization();
            }
            return id;
        });
    }

    private Optional<String> given(@Nullable String option, String variable) {
        return Optional.ofNullable(option).or(() -> surroundings.variable(variable));
    }
}
