package io.lockstep.ledger;

import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairChange.EndedLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** One record's share in a commit. */
record Step(RecordKey key, PairChange change) {

  /** The link's end in a change that has one. */
  EndedLink ended() {
    return Objects.requireNonNull(change.ended());
  }

  /** The link in a change that makes one. */
  Link made() {
    return Objects.requireNonNull(change.link());
  }

  /** One row of a change, and whose it is. */
  record Row<R>(RecordKey key, R row) {

    MapSqlParameterSource parameters() {
      return key.parameters();
    }
  }

  /** That part of all changes. */
  static <R> List<Row<R>> rows(List<Step> steps, Function<PairChange, List<R>> part) {
    List<Row<R>> rows = new ArrayList<>();
    steps.forEach(step -> part.apply(step.change).forEach(row -> rows.add(row(step, row))));
    return rows;
  }

  /** The same; of several rows of one record with the same id the last one counts. */
  static <R> List<Row<R>> last(
      List<Step> steps, Function<PairChange, List<R>> part, Function<R, ?> id) {
    Map<List<?>, Row<R>> byId = new LinkedHashMap<>();
    rows(steps, part).forEach(row -> byId.put(List.of(row.key, id.apply(row.row)), row));
    return new ArrayList<>(byId.values());
  }

  /** The records of which that part of the change names something, and what. */
  static <R> List<Row<List<R>>> named(List<Step> steps, Function<PairChange, List<R>> part) {
    return steps.stream()
        .filter(step -> !part.apply(step.change).isEmpty())
        .map(step -> row(step, part.apply(step.change)))
        .toList();
  }

  private static <R> Row<R> row(Step step, R row) {
    return new Row<>(step.key, row);
  }
}
