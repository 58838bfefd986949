package io.rekey.cli.output;

import java.io.PrintStream;
import java.util.Locale;

/** How far long work has come, on standard error: marks and a moving bar for a terminal, plain lines for a log. */
public final class Progress {

    private static final int WIDTH = 30;
    private static final int STEPS = 10;

    private final PrintStream err;
    private final boolean terminal;
    private final boolean silent;
    private long reported = -1;
    private boolean drawn;

    Progress(PrintStream err, boolean terminal, boolean silent) {
        this.err = err;
        this.terminal = terminal;
        this.silent = silent;
    }

    /** One thing came to an end, or begins to be waited for. */
    public void step(String what, String state) {
        if (!silent) {
            err.println(PlainText.line(terminal ? mark(state) + " " + what : what + ": " + state));
        }
    }

    /** So many of so many; a terminal's bar moves, a log gets a line for each tenth. */
    public void advance(long done, long total, String note) {
        if (silent) {
            return;
        }
        if (terminal) {
            drawn = true;
            err.print("\r" + PlainText.line(bar(done, total) + counted(done, total, note)) + "\u001b[K");
            err.flush();
        } else if (tenths(done, total) != reported) {
            reported = tenths(done, total);
            err.println(PlainText.line(counted(done, total, note).strip()));
        }
    }

    /** Leaves the bar as it stands; what is printed next begins a line of its own. */
    public void end() {
        if (drawn) {
            drawn = false;
            err.println();
        }
        reported = -1;
    }

    private static String mark(String state) {
        return switch (state) {
            case "done", "not-applicable" -> "✓";
            case "failed" -> "✗";
            default -> "…";
        };
    }

    private static String bar(long done, long total) {
        int filled = total == 0 ? WIDTH : (int) Math.min(WIDTH, done * WIDTH / total);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
    }

    private static String counted(long done, long total, String note) {
        return String.format(Locale.ROOT, " %,d of %,d%s", done, total, note.isEmpty() ? "" : ", " + note);
    }

    private static long tenths(long done, long total) {
        return total == 0 ? STEPS : done * STEPS / total;
    }
}
