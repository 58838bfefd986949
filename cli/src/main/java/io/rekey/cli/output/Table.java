package io.rekey.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under headings, as wide as what is in them. */
public final class Table {

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
    }

    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /** Adds a row with a cell for each heading. */
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a row needs " + headings.size() + " cells");
        }
        rows.add(Stream.of(cells).map(PlainText::line).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> lines() {
        int[] widths = IntStream.range(0, headings.size()).map(this::widthOf).toArray();
        return Stream.concat(Stream.of(headings), rows.stream())
                .map(row -> line(row, widths))
                .toList();
    }

    private int widthOf(int column) {
        return Stream.concat(Stream.of(headings), rows.stream())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
