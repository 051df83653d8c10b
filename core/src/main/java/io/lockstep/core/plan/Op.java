package io.lockstep.core.plan;

import io.lockstep.core.Side;
import io.lockstep.core.item.FileLinks;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write, as a look planned it and an apply performs it. It names only what it moves, so it can
 * never undo what somebody else wrote beside it.
 *
 * @param id the same for the same intention, however often it is planned; for a create it is the
 *     keyed hash of connection, side, source item and generation
 * @param target the side written to
 * @param targetId the provider's id of the record written to; null for a create
 * @param targetVersion BHN's version as looked at; null at HighLevel and for a create
 * @param sourceId the provider's id of the record the values come from
 * @param writes the fields it moves
 * @param summary what a person reads in Temporal's UI: side and field names, never a value
 * @param released whether a person asked for it although a brake holds: that one may pass
 * @param item the item written to; null for a contact or profile
 * @param heldIds for the create of an item: what the target already held that could be mistaken for
 *     what this makes, should its answer be lost
 * @param footer the line a note ends with besides what is written; "" for none
 */
public record Op(
    String id,
    Kind kind,
    Side target,
    @Nullable String targetId,
    @Nullable String targetVersion,
    @Nullable String sourceId,
    List<FieldWrite> writes,
    String summary,
    boolean released,
    @Nullable ItemRef item,
    List<String> heldIds,
    String footer) {

  /** What apply does with it. */
  public enum Kind {
    /** Makes the missing partner and links the pair. */
    CREATE,
    /** Overwrites or clears the named fields. */
    UPDATE,
    /** Adds tags; a set operation, so a repeat adds nothing more. */
    ADD_TAGS,
    /** Removes tags; likewise. */
    REMOVE_TAGS,
    /** Copies one file of a field; by its name a copy is known, so a repeat finds it. */
    ADD_FILE,
    /** Deletes the record. */
    DELETE,
    /** A kind a newer release knows; this one parks it. */
    UNKNOWN
  }

  public Op {
    writes = List.copyOf(writes);
    // An older history has neither.
    heldIds = heldIds == null ? List.of() : List.copyOf(heldIds);
    footer = footer == null ? "" : footer;
  }

  /** One that nothing on its target could be mistaken for. */
  public Op(
      String id,
      Kind kind,
      Side target,
      @Nullable String targetId,
      @Nullable String targetVersion,
      @Nullable String sourceId,
      List<FieldWrite> writes,
      String summary,
      boolean released,
      @Nullable ItemRef item) {
    this(
        id,
        kind,
        target,
        targetId,
        targetVersion,
        sourceId,
        writes,
        summary,
        released,
        item,
        List.of(),
        "");
  }

  /** One on a contact or profile of which no person has spoken. */
  public Op(
      String id,
      Kind kind,
      Side target,
      @Nullable String targetId,
      @Nullable String targetVersion,
      @Nullable String sourceId,
      List<FieldWrite> writes,
      String summary) {
    this(id, kind, target, targetId, targetVersion, sourceId, writes, summary, false, null);
  }

  /** Whether the bytes of a file may travel while it is applied. */
  public boolean copiesFiles() {
    return kind == Kind.ADD_FILE
        || (target == Side.CONTACTS && writes.stream().anyMatch(Op::namesACopy));
  }

  private static boolean namesACopy(FieldWrite write) {
    return write.field().equals(FieldRule.NOTE_BODY)
        && !FileLinks.copies(String.join("", write.values())).isEmpty();
  }

  /** The same, let past the brakes if a person said so. */
  public Op released(boolean byAPerson) {
    return of(writes, byAPerson, item);
  }

  /** How a field of it is named beside those of other items: {@code task.title@c:abc}. */
  public String qualified(String field) {
    return item == null ? field : item.qualified(field);
  }

  /** The same with these writes alone. */
  public Op with(List<FieldWrite> others) {
    return of(others, released, item);
  }

  /** The same on that item of the contact. */
  public Op on(ItemRef ref) {
    return of(writes, released, ref);
  }

  /** The same on a note that ends with that line. */
  public Op ending(String line) {
    return of(writes, released, item, line);
  }

  private Op of(List<FieldWrite> moved, boolean byAPerson, @Nullable ItemRef ref) {
    return of(moved, byAPerson, ref, footer);
  }

  private Op of(List<FieldWrite> moved, boolean byAPerson, @Nullable ItemRef ref, String line) {
    return new Op(
        id,
        kind,
        target,
        targetId,
        targetVersion,
        sourceId,
        moved,
        summary,
        byAPerson,
        ref,
        heldIds,
        line);
  }
}
