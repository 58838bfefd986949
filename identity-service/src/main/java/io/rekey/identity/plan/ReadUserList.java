package io.rekey.identity.plan;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.user.Users;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Component;

/** Reads whom a plan is about from a CSV file with the column {@code user}: an id, a username or an e-mail address each. */
@Component
class ReadUserList {

    private static final String COLUMN = "user";
    private static final int BATCH = 500;
    private static final int LONGEST = 254;
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreHeaderCase(true)
            .get();

    private final Users users;

    ReadUserList(Users users) {
        this.users = users;
    }

    /**
     * @return ids in the order of the file, each once; a name that nobody has stays as it is, and will be found by nobody
     * @throws Problem 422 if it is no such file, or names more than 10,000
     */
    List<String> read(Reader csv, String organizationId) {
        List<String> names = names(csv);
        if (names.isEmpty()) {
            throw unreadable("The file names nobody.");
        }
        List<String> ids = new ArrayList<>();
        for (int first = 0; first < names.size(); first += BATCH) {
            List<String> batch = names.subList(first, Math.min(first + BATCH, names.size()));
            var known = users.idsByName(batch, organizationId);
            batch.forEach(name -> ids.add(known.getOrDefault(name, name)));
        }
        return ids.stream().distinct().toList();
    }

    private static List<String> names(Reader csv) {
        List<String> names = new ArrayList<>();
        try (CSVParser lines = CSVParser.parse(csv, FORMAT)) {
            if (lines.getHeaderNames().stream()
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).equals(COLUMN))) {
                throw unreadable("The first line must name the column user.");
            }
            for (CSVRecord line : lines) {
                add(line, names);
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw unreadable("The file is not CSV: check the quotes.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names.stream().distinct().toList();
    }

    private static void add(CSVRecord line, List<String> names) {
        String name = line.isSet(COLUMN) ? line.get(COLUMN) : "";
        if (name.length() > LONGEST || name.indexOf('\0') >= 0) {
            throw unreadable("Line " + (line.getRecordNumber() + 1) + " is not an id, a username or an address.");
        }
        if (!name.isBlank()) {
            names.add(name);
        }
        if (names.size() > OrderBody.MOST) {
            throw Problem.unprocessable(
                    "too-many-targets", "A plan takes at most " + OrderBody.MOST + " users: send the rest as another.");
        }
    }

    private static Problem unreadable(String sentence) {
        return Problem.unprocessable("unreadable-list", sentence);
    }
}
