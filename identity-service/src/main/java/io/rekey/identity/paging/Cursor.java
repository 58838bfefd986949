package io.rekey.identity.paging;

import io.rekey.identity.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where a page of a list ended: a text that means something to the same list alone. The next page begins behind the last
 * one's end by the list's own order, so that whatever comes or goes meanwhile makes nobody appear twice or not at all.
 */
public final class Cursor {

    private static final String SEPARATOR = "\n";
    private static final int MAX_LENGTH = 1_000;

    private Cursor() {}

    /**
     * The cursor behind an entry.
     *
     * @param list names the list: no other one takes the cursor
     * @param parts what the list is ordered by, as the entry has it; without line breaks
     */
    public static String of(String list, String... parts) {
        String text = list + SEPARATOR + String.join(SEPARATOR, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The parts of a cursor that a caller sent back.
     *
     * @throws Problem 400 {@code bad-cursor} for every text that {@link #of} has not made for this list
     */
    public static List<String> read(String cursor, String list, int parts) {
        if (cursor.length() > MAX_LENGTH) {
            throw bad();
        }
        List<String> read = List.of(text(cursor).split(SEPARATOR, -1));
        if (read.size() != parts + 1 || !read.getFirst().equals(list)) {
            throw bad();
        }
        List<String> behindName = read.subList(1, read.size());
        if (!of(list, behindName.toArray(String[]::new)).equals(cursor)) {
            throw bad(); // bytes that are no text, or bits that say nothing
        }
        return behindName;
    }

    /** The refusal of a cursor. */
    public static Problem bad() {
        return Problem.badRequest(
                "bad-cursor", "That is no place in this list: take \"next\" as it came, or leave it out.");
    }

    private static String text(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }
}
