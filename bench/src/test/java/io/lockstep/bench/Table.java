package io.lockstep.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The one table of a run. */
final class Table {

  private record Row(String what, String measured, String bar) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String what, String measured, String bar) {
    rows.add(new Row(what, measured, bar));
  }

  /** A figure the issue sets no bar for. */
  void add(String what, String measured) {
    add(what, measured, "");
  }

  void print(PrintStream out) {
    out.println("| what | measured | bar |");
    out.println("| --- | --- | --- |");
    rows.forEach(
        row -> out.println("| " + row.what + " | " + row.measured + " | " + row.bar + " |"));
  }
}
