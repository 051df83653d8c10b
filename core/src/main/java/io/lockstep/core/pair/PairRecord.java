package io.lockstep.core.pair;

import io.lockstep.core.Side;
import io.lockstep.core.plan.Op;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All the ledger knows of one pair; what a look starts from.
 *
 * @param conflicts the open ones with their values, and those decided within the last day (whose
 *     values may be left out: the merge reads id, state and loser)
 * @param moves steps of the last 24 hours, oldest first
 * @param stamps the stamp of our last write, per side; none for a side never written to
 */
public record PairRecord(
    @Nullable Link link,
    List<BaseRow> base,
    List<Intent> intents,
    List<AcceptedDifference> accepted,
    List<Conflict> conflicts,
    List<Parked> parked,
    List<FieldEdit> edits,
    List<FieldMove> moves,
    List<Stamp> stamps) {

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
    moves = List.copyOf(moves);
    stamps = List.copyOf(stamps);
  }

  /** A pair nobody has met yet. */
  public static PairRecord unknown() {
    return new PairRecord(
        null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of());
  }

  /** The base of a plain field, or the head row of a set. */
  public Optional<BaseRow> base(String field) {
    return base.stream()
        .filter(row -> row.field().equals(field) && row.element().isEmpty())
        .findFirst();
  }

  /** The stamp of our last write to that side. */
  public Optional<Stamp> stamp(Side side) {
    return stamps.stream().filter(stamp -> stamp.side() == side).findFirst();
  }

  /** The open create of it; the later one where a crash has left two. */
  public Optional<Intent> openCreate() {
    return intents.stream()
        .filter(intent -> intent.kind() == Op.Kind.CREATE)
        .max(Comparator.comparingInt(Intent::generation));
  }

  /** The generation to create: that of the open create, or the first. */
  public int generation() {
    return openCreate().map(Intent::generation).orElse(0);
  }
}
