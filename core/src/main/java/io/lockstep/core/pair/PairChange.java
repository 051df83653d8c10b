package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step writes to the ledger about a pair: all of it in one transaction, or nothing.
 *
 * @param ended ends the pair's link; null: it stands
 * @param link to be made; null: none
 * @param base rows to write; {@code revision} is the one the writer saw, the ledger stores one more
 * @param baseRemoved rows to remove (a tag both sides no longer have); matched by field and element
 * @param closedIntents operation ids that are settled
 * @param acceptedWithdrawn rule names whose accepted differences no longer hold, every element of
 *     them; removed before {@code accepted} is written, so one change may replace some
 * @param unparked operation ids that no longer wait; removed before {@code parked} is written
 * @param edits dates of edits first seen; an older date for the same digest stays
 * @param moves steps of values, appended
 * @param stamps stamps of our last writes; one per side stays
 * @param state where the pair stands now; null: unchanged
 * @param stateReason why it needs a person or is not eligible; names no value
 */
public record PairChange(
    @Nullable EndedLink ended,
    @Nullable Link link,
    List<BaseRow> base,
    List<BaseRow> baseRemoved,
    List<String> closedIntents,
    List<AcceptedDifference> accepted,
    List<String> acceptedWithdrawn,
    List<Conflict> conflicts,
    List<Parked> parked,
    List<String> unparked,
    List<PairRecord.FieldEdit> edits,
    List<FieldMove> moves,
    List<Stamp> stamps,
    List<JournalEntry> journal,
    @Nullable PairState state,
    String stateReason) {

  public PairChange {
    base = List.copyOf(base);
    baseRemoved = List.copyOf(baseRemoved);
    closedIntents = List.copyOf(closedIntents);
    accepted = List.copyOf(accepted);
    acceptedWithdrawn = List.copyOf(acceptedWithdrawn);
    conflicts = List.copyOf(conflicts);
    parked = List.copyOf(parked);
    unparked = List.copyOf(unparked);
    edits = List.copyOf(edits);
    moves = List.copyOf(moves);
    stamps = List.copyOf(stamps);
    journal = List.copyOf(journal);
  }

  /**
   * A link that is over. Base, dated edits and accepted differences go with it; both ids leave a
   * tombstone, so that a survivor is not copied back.
   *
   * @param reason names no value
   * @param survivor the side whose record lives on and is not to be copied back; null: none does
   */
  public record EndedLink(String reason, Instant at, @Nullable Side survivor) {}

  /** Collects the parts of a change. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether there is nothing to write, so no transaction is needed. */
  public boolean isEmpty() {
    return equals(builder().build());
  }

  /** Collects the parts of a change; not for more than one thread. */
  public static final class Builder {

    private @Nullable EndedLink ended;
    private @Nullable Link link;
    private final List<BaseRow> base = new ArrayList<>();
    private final List<BaseRow> baseRemoved = new ArrayList<>();
    private final List<String> closedIntents = new ArrayList<>();
    private final List<AcceptedDifference> accepted = new ArrayList<>();
    private final List<String> acceptedWithdrawn = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Parked> parked = new ArrayList<>();
    private final List<String> unparked = new ArrayList<>();
    private final List<PairRecord.FieldEdit> edits = new ArrayList<>();
    private final List<FieldMove> moves = new ArrayList<>();
    private final List<Stamp> stamps = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private @Nullable PairState state;
    private String stateReason = "";

    private Builder() {}

    /** Takes in all of another change, which brings no link; what is added after it comes after. */
    public Builder including(PairChange change) {
      base.addAll(change.base());
      baseRemoved.addAll(change.baseRemoved());
      closedIntents.addAll(change.closedIntents());
      accepted.addAll(change.accepted());
      acceptedWithdrawn.addAll(change.acceptedWithdrawn());
      conflicts.addAll(change.conflicts());
      parked.addAll(change.parked());
      unparked.addAll(change.unparked());
      edits.addAll(change.edits());
      moves.addAll(change.moves());
      stamps.addAll(change.stamps());
      journal.addAll(change.journal());
      return this;
    }

    /** Ends the pair's link and leaves tombstones; a link made in the same change follows it. */
    public Builder endLink(String reason, Instant at) {
      ended = new EndedLink(reason, at, null);
      return this;
    }

    /** The same, remembering whose record lives on without its partner. */
    public Builder endLink(String reason, Instant at, Side survivor) {
      ended = new EndedLink(reason, at, survivor);
      return this;
    }

    /** Makes this link. */
    public Builder link(Link made) {
      link = made;
      return this;
    }

    /** Writes this base row. */
    public Builder base(BaseRow row) {
      base.add(row);
      return this;
    }

    /** Removes this base row. */
    public Builder removeBase(BaseRow row) {
      baseRemoved.add(row);
      return this;
    }

    /** Settles this intent. */
    public Builder closeIntent(String opId) {
      closedIntents.add(opId);
      return this;
    }

    /** Records this accepted difference. */
    public Builder accept(AcceptedDifference difference) {
      accepted.add(difference);
      return this;
    }

    /** Forgets the accepted differences of this rule. */
    public Builder withdrawAccepted(String field) {
      acceptedWithdrawn.add(field);
      return this;
    }

    /** Lists this conflict; one of the same id is replaced. */
    public Builder conflict(Conflict conflict) {
      conflicts.add(conflict);
      return this;
    }

    /** Lists this as waiting; one of the same operation id is replaced. */
    public Builder park(Parked item) {
      parked.add(item);
      return this;
    }

    /** No longer waiting. */
    public Builder unpark(String opId) {
      unparked.add(opId);
      return this;
    }

    /** Dates an edit. */
    public Builder edit(PairRecord.FieldEdit edit) {
      edits.add(edit);
      return this;
    }

    /** Remembers this step. */
    public Builder move(FieldMove move) {
      moves.add(move);
      return this;
    }

    /** Remembers the stamp of a write of ours. */
    public Builder stamp(Stamp stamp) {
      stamps.add(stamp);
      return this;
    }

    /** Writes this to the journal. */
    public Builder journal(JournalEntry entry) {
      journal.add(entry);
      return this;
    }

    /** Says where the pair stands. */
    public Builder state(PairState now, String reason) {
      state = now;
      stateReason = reason;
      return this;
    }

    /** The change. */
    public PairChange build() {
      return new PairChange(
          ended,
          link,
          base,
          baseRemoved,
          closedIntents,
          accepted,
          acceptedWithdrawn,
          conflicts,
          parked,
          unparked,
          edits,
          moves,
          stamps,
          journal,
          state,
          stateReason);
    }
  }
}
