package io.rekey.cli.output;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, for scripts. The numbers never change; docs/cli.md and every help text have the same table. */
public enum ExitCode {
    DONE(0, "done"),
    UNEXPECTED(1, "something unexpected, or an effect of a reset failed"),
    USAGE(2, "wrong usage"),
    NOT_FOUND(3, "no such user, provider, reset, plan or device"),
    REFUSED(4, "refused, or somebody must approve it first"),
    NOT_ALLOWED(5, "not allowed, or the key is not accepted"),
    UNREACHABLE(6, "the server cannot be reached"),
    WAIT_RAN_OUT(7, "--wait ran out before the reset was complete");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process ends with, 0 to 7. */
    public int number() {
        return number;
    }

    /** The number and the meaning of each, in order. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(code -> table.put(Integer.toString(code.number), code.meaning));
        return table;
    }
}
