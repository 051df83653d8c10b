package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All the ledger knows of one pair; what a look starts from. */
public record PairRecord(
    @Nullable Link link,
    List<BaseRow> base,
    List<Intent> intents,
    List<AcceptedDifference> accepted,
    List<Conflict> conflicts,
    List<Parked> parked,
    List<FieldEdit> edits) {

  /**
   * When a side's value of a field was first seen off the base, as a hint or a record dated it; the
   * {@code newest} policy compares these.
   *
   * @param digest the value it speaks of
   */
  public record FieldEdit(String field, Side side, String digest, Instant at) {}

  public PairRecord {
    base = List.copyOf(base);
    intents = List.copyOf(intents);
    accepted = List.copyOf(accepted);
    conflicts = List.copyOf(conflicts);
    parked = List.copyOf(parked);
    edits = List.copyOf(edits);
  }

  /** A pair nobody has met yet. */
  public static PairRecord unknown() {
    return new PairRecord(null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** The base of a plain field, or the head row of a set. */
  public Optional<BaseRow> base(String field) {
    return base.stream()
        .filter(row -> row.field().equals(field) && row.element().isEmpty())
        .findFirst();
  }
}
