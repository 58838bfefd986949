package io.rekey.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Times of one round, in nanoseconds. */
record Results(List<Long> signIns, List<Long> sessionChecks, List<Long> resets) {

    static void print(PrintStream out, int few, Results atFew, int many, Results atMany) {
        out.printf("%n%-16s %30s %30s%n", "median / p95 (ms)", "%,d users".formatted(few), "%,d users".formatted(many));
        line(out, "sign-in", atFew.signIns(), atMany.signIns());
        line(out, "session check", atFew.sessionChecks(), atMany.sessionChecks());
        line(out, "reset", atFew.resets(), atMany.resets());
    }

    private static void line(PrintStream out, String what, List<Long> few, List<Long> many) {
        out.printf("%-16s %30s %30s%n", what, described(few), described(many));
    }

    private static String described(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return "%.1f / %.1f (n=%d)".formatted(at(sorted, 0.5) / 1e6, at(sorted, 0.95) / 1e6, sorted.length);
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }
}
