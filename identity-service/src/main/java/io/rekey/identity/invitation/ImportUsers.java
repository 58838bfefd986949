package io.rekey.identity.invitation;

import io.rekey.identity.organization.Organization;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Role;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Component;

/**
 * Invites everybody in a CSV file with the columns {@code username,email,name} and, if wanted, {@code role}. A bad line is
 * told with its number and stops no other; a username that is there already is left alone, so a file may be sent again.
 */
@Component
class ImportUsers {

    static final int MAX_LINES = 100_000;
    private static final Set<String> NEEDED = Set.of("username", "email", "name");
    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,100}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),;:\\\\\\[\\]]{1,64}@[A-Za-z0-9.-]{1,190}");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreHeaderCase(true)
            .get();

    private final Invitations invitations;

    ImportUsers(Invitations invitations) {
        this.invitations = invitations;
    }

    /** Reads and invites line by line: memory does not grow with the file. */
    Imported read(Reader csv, Organization organization, Caller caller) {
        Tally tally = new Tally();
        try (CSVParser lines = CSVParser.parse(csv, FORMAT)) {
            if (!lines.getHeaderNames().stream()
                    .map(String::toLowerCase)
                    .toList()
                    .containsAll(NEEDED)) {
                return new Imported(
                        0, 0, List.of(new LineError(1, "The first line must name username, email and name.")));
            }
            for (CSVRecord line : lines) {
                invite(line, lines.getCurrentLineNumber(), organization, caller, tally);
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            tally.errors.add(new LineError(0, "The rest of the file is not CSV: check the quotes."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Imported(tally.invited, tally.known, List.copyOf(tally.errors));
    }

    private void invite(CSVRecord line, long number, Organization organization, Caller caller, Tally tally) {
        Optional<String> wrong = wrong(line, caller);
        if (wrong.isPresent()) {
            tally.errors.add(new LineError(number, wrong.get()));
            return;
        }
        Invitations.Invitee invitee = new Invitations.Invitee(
                line.get("username"),
                line.get("email"),
                line.get("name"),
                role(line).orElse(Role.USER));
        if (invitations.invite(organization, invitee, caller.actor()).isPresent()) {
            tally.invited++;
        } else {
            tally.known++;
        }
    }

    private static Optional<String> wrong(CSVRecord line, Caller caller) {
        if (line.getRecordNumber() > MAX_LINES) {
            return Optional.of("Over " + MAX_LINES + " lines: send the rest as another file.");
        }
        if (!line.isConsistent()) {
            return Optional.of("The line has not as many columns as the first line.");
        }
        return wrongValue(line, caller);
    }

    private static Optional<String> wrongValue(CSVRecord line, Caller caller) {
        if (!USERNAME.matcher(line.get("username")).matches()) {
            return Optional.of("The username must be 1 to 100 letters, digits or . _ @ + -");
        }
        if (!EMAIL.matcher(line.get("email")).matches()) {
            return Optional.of("That is not an e-mail address.");
        }
        if (line.get("name").isBlank() || line.get("name").length() > 200) {
            return Optional.of("The name must be 1 to 200 characters.");
        }
        Optional<Role> role = role(line);
        boolean allowed =
                role.isPresent() && !caller.outOfReach().contains(role.get().name());
        return allowed
                ? Optional.empty()
                : Optional.of("The role must be one that is below yours, in capitals, or left out.");
    }

    private static Optional<Role> role(CSVRecord line) {
        if (!line.isMapped("role") || line.get("role").isBlank()) {
            return Optional.of(Role.USER);
        }
        return java.util.Arrays.stream(Role.values())
                .filter(role -> role.name().equals(line.get("role")))
                .findFirst();
    }

    private static final class Tally {
        private int invited;
        private int known;
        private final List<LineError> errors = new ArrayList<>();
    }

    /** What became of a file. */
    record Imported(int invited, int alreadyThere, List<LineError> errors) {}

    /** @param line as an editor counts them, from 1 */
    record LineError(long line, String error) {}
}
